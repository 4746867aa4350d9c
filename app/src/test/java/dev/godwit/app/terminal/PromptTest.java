package dev.godwit.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ctrl-C, and what it leaves in the line. */
@Timeout(30)
final class PromptTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    private final Screen screen = Screen.showing(stream, Style.PLAIN);

    private Prompt prompt(InputStream in, boolean dumb) {
        TerminalFacts facts = new TerminalFacts(true, true, true, 80, dumb, false);
        return new Prompt(new Terminal(in, stream, stream, facts), screen);
    }

    @Test
    void aQuestionThatIsAbandonedKeepsItsLine() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        try (PipedOutputStream person = new PipedOutputStream();
                PipedInputStream keyboard = new PipedInputStream(person) {
                    @Override
                    public synchronized int read(byte[] bytes, int from, int count) throws IOException {
                        reads.countDown();
                        return super.read(bytes, from, count);
                    }
                }) {
            Prompt prompt = prompt(keyboard, false);
            FutureTask<Optional<String>> asking = new FutureTask<>(() -> prompt.ask("Sure?"));
            Thread.ofVirtual().start(asking);
            reads.await();
            prompt.abandon();
            assertThat(asking.get()).isEmpty();
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Sure? \n");
    }

    /** Progress must not erase what a person is asked, and a line pushes the question down. */
    @Test
    void whatHappensMeanwhileLeavesTheQuestionStanding() {
        screen.status("50%");
        screen.ask("Sure?");
        screen.status("51%");
        screen.line("Something happened.");
        screen.answered(true);
        screen.status("52%");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\033[K50%\r\033[KSure? \nSomething happened.\nSure? \r\033[K52%");
    }

    /** The echo of their Enter came before the question. */
    @Test
    void theQuestionStaysForWhoTypesAhead() {
        Prompt prompt = prompt(new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)), false);
        assertThat(prompt.ask("Sure?")).contains("y");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Sure? \n");
    }

    @Test
    void withoutAQuestionTheEchoOfCtrlCIsRemoved() {
        prompt(new ByteArrayInputStream(new byte[0]), false).abandon();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r\033[K");
    }

    @Test
    void aDumbTerminalIsLeftAlone() {
        prompt(new ByteArrayInputStream(new byte[0]), true).abandon();
        assertThat(err.size()).isZero();
    }
}
