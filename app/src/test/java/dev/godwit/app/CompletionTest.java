package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.completion.Shell;
import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.terminal.TerminalFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code completion} and {@code complete-code} as commands; {@link CompletionIT} asks the shells. */
final class CompletionTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    @ParameterizedTest
    @EnumSource(Shell.class)
    void scriptsKnowWhatHelpShows(Shell shell) {
        assertThat(run("completion", shell.toString())).isZero();
        assertThat(text(out))
                .contains(
                        "receive",
                        "get",
                        "transfers",
                        "show",
                        "conflict",
                        "rename",
                        "exclude-from",
                        "godwit complete-code -")
                .doesNotContain("rehearse", "@VALUE", "@PATHS", "@FLAGS", "@ARGUMENTS");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void completesACodeFromStandardInput() {
        input = "482193-vio\n";
        assertThat(run("complete-code", "-")).isZero();
        assertThat(text(out)).isEqualTo("482193-violin-\n");
    }

    @Test
    void completesACodeFromItsArguments() {
        assertThat(run("complete-code", "482193-violin-harb")).isZero();
        assertThat(run("complete-code", "482193", "violin", "harbor", "cact")).isZero();
        assertThat(text(out)).isEqualTo("482193-violin-harbor-\n482193-violin-harbor-cactus\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "x", "482193-xyz", "--bogus", "godwit:abc", "482193-v!", "-- -"})
    void neverFails(String arguments) {
        assertThat(run(("complete-code " + arguments).strip().split(" "))).isZero();
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).isEmpty();
    }

    private int run(String... args) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                TerminalFacts.none());
        return new Program(terminal, Map.of(), _ -> {
                    throw new AssertionError("opened a peer");
                })
                .run(args);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
