package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.terminal.Prompt;
import dev.godwit.app.terminal.Screen;
import dev.godwit.app.terminal.Style;
import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.terminal.TerminalFacts;
import dev.godwit.content.receive.ConflictRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person answers about files that differ. */
@Timeout(30)
final class AnswersTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Answers.Conflicts answering(String lines) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        TerminalFacts facts = new TerminalFacts(true, true, true, 80, false, false);
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), stream, stream, facts);
        return new Answers.Conflicts(new Prompt(terminal, Screen.showing(stream, Style.PLAIN)), Optional.empty());
    }

    @Test
    void eachConflictIsAskedAbout() {
        Answers.Conflicts conflicts = answering("what?\nr\noverwrite\ns\n");
        assertThat(conflicts.decide("a\033")).contains(ConflictRule.RENAME);
        assertThat(conflicts.decide("b")).contains(ConflictRule.OVERWRITE);
        assertThat(conflicts.decide("c")).contains(ConflictRule.SKIP);
        assertThat(conflicts.decide("d")).as("at the end of input").contains(ConflictRule.FAIL);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("A different a\\x1b is there: [r]ename, [o]verwrite, [s]kip, [c]ancel? ")
                .contains("A different b is there: [r]ename, [o]verwrite, [s]kip, [c]ancel? (a capital letter: ");
    }

    @Test
    void aCapitalLetterAnswersForAllOthersToo() {
        Answers.Conflicts conflicts = answering("s\nO\n");
        assertThat(conflicts.decide("a")).contains(ConflictRule.SKIP);
        for (int i = 0; i < 3; i++) {
            assertThat(conflicts.decide("b")).contains(ConflictRule.OVERWRITE);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).split("A different", -1))
                .hasSize(3);
    }

    @Test
    void cancelStopsEverything() {
        assertThat(answering("c\n").decide("a")).isEmpty();
        assertThat(answering("Cancel\n").decide("a")).isEmpty();
    }
}
