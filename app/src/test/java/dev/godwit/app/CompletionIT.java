package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.app.text.ShellWord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code godwit completion} prints, in real shells on a terminal: keys go in, and the arguments that a command line
 * has in the end come out.
 */
@Timeout(180)
final class CompletionIT {
    private static final Path GODWIT = Path.of("..", "godwit").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 150;

    private static final String KEYS = """
            godwit rec\t482193-vio\tharb\tcact\t
            godwit get 482193violinharb\tcactus
            godwit 482193-vio\tharb\tcact\t
            godwit --home fol\t recei\t--conf\tren\t
            godwit receive --conflict=ov\t
            godwit receive -o fol\t
            godwit send --comp\tal\ttwo\t
            godwit hash two\t
            godwit trans\tsh\t
            godwit help vers\t
            godwit send --name two\t
            godwit receive go\t
            godwit compl\tfi\t
            godwit rehea\t
            exit
            """;

    private static final List<String> COMMANDS = List.of(
            "<receive><482193-violin-harbor-cactus>",
            "<get><482193-violin-harbor-cactus>",
            "<482193-violin-harbor-cactus>",
            "<--home><folder one><receive><--conflict><rename>",
            "<receive><--conflict=overwrite>",
            "<receive><-o><folder one>",
            "<send><--compress><always><two words.txt>",
            "<hash><two words.txt>",
            "<transfers><show>",
            "<help><version>",
            "<send><--name><two>",
            "<receive><go>",
            "<completion><fish>",
            "<rehea>");

    @TempDir
    private Path directory = Path.of("");

    private Path ran = Path.of("");
    private Path asked = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        ran = directory.resolve("ran");
        asked = directory.resolve("asked");
        Path work = Files.createDirectory(directory.resolve("work"));
        Files.createDirectory(work.resolve("folder one"));
        Files.createFile(work.resolve("folder.txt"));
        Files.createFile(work.resolve("two words.txt"));
        Path program = Files.createDirectory(directory.resolve("bin")).resolve("godwit");
        Files.writeString(program, """
                #!/bin/sh
                case $COMPLETES:$1 in
                    yes:* | *:complete-code)
                        echo "$*" >>%1$s
                        exec %3$s "$@" ;;
                esac
                for word; do printf '<%%s>' "$word"; done >>%2$s
                echo >>%2$s
                """.formatted(quoted(asked), quoted(ran), quoted(GODWIT)));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void bashCompletes() throws Exception {
        completes("bash --norc --noprofile -i", "source <(COMPLETES=yes godwit completion bash)");
    }

    @Test
    void zshCompletes() throws Exception {
        completes("zsh -f -i", "source <(COMPLETES=yes godwit completion zsh)");
    }

    /** As people keep it: a file that zsh loads with the first completion. */
    @Test
    void zshCompletesByAFile() throws Exception {
        completes(
                "zsh -f -i",
                "mkdir ../functions; COMPLETES=yes godwit completion zsh >../functions/_godwit;"
                        + " fpath=(../functions $fpath); autoload -Uz compinit; compinit -u -d ../dump");
    }

    @Test
    void fishCompletes() throws Exception {
        completes("fish --no-config -i", "COMPLETES=yes godwit completion fish | source");
    }

    private void completes(String shell, String load) throws Exception {
        assumeTrue(isInstalled(shell.substring(0, shell.indexOf(' '))), "needs " + shell);
        String log = type(shell, load + "\n" + KEYS);
        // Some shells leave the slash after a folder, some take it away.
        assertThat(Files.readString(ran).replace("one/>", "one>").lines())
                .as(log)
                .containsExactlyElementsOf(COMMANDS);
        // Case S4: half a code is a secret too, and arguments are visible to all.
        assertThat(Files.readAllLines(asked).stream().skip(1))
                .as(log)
                .hasSizeGreaterThan(3)
                .containsOnly("complete-code -");
    }

    private String type(String shell, String keys) throws Exception {
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", shell, log.toString());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("HOME", directory.toString());
        environment.put("TERM", "xterm");
        environment.put("GODWIT_NO_CACHE", "1");
        Process process = builder.directory(directory.resolve("work").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        try (OutputStream terminal = process.getOutputStream()) {
            terminal.write(keys.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String quoted(Path path) {
        return ShellWord.quote(path.toString());
    }
}
