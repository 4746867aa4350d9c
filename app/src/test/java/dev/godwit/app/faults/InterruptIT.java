package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ctrl-C and SIGTERM in the middle: a clean end, words on how to go on, and then the same command goes on. */
@Timeout(120)
final class InterruptIT {
    private static final int LENGTH = 32 << 20;

    @RegisterExtension
    private final Stage stage = new Stage();

    private Path source = Path.of("");
    private Path inbox = Path.of("");

    /** How a process is asked to stop, and how it should end. */
    enum Stop {
        INTERRUPT(130) {
            @Override
            void ask(GodwitProcess process) throws IOException, InterruptedException {
                process.interrupt();
            }
        },
        TERMINATE(143) {
            @Override
            void ask(GodwitProcess process) throws IOException, InterruptedException {
                process.terminate();
            }
        };

        private final int exit;

        Stop(int exit) {
            this.exit = exit;
        }

        abstract void ask(GodwitProcess process) throws IOException, InterruptedException;
    }

    @BeforeEach
    void prepare() throws IOException {
        source = stage.file("film.mkv", LENGTH);
        inbox = stage.folder("inbox");
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverStopsAndGoesOn(Stop stop) throws Exception {
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        GodwitProcess receiver = receiverInTheMiddle(sender, proxy);
        proxy.release();
        proxy.limit(1 << 20);
        stop.ask(receiver);
        receiver.exits(stop.exit);
        assertThat(receiver.error().text("code")).isEqualTo("cancelled");
        assertThat(receiver.error().number("exit")).isEqualTo(stop.exit);
        assertThat(receiver.err())
                .contains("Stopped")
                .contains("Run the same command again: it goes on from the verified pieces.");
        assertThat(Stage.partialsIn(inbox)).hasSize(1);
        assertThat(inbox.resolve("film.mkv")).doesNotExist();
        assertThat(sender.await("receiverLeft").text("message")).contains("the other side was stopped");

        proxy.limit(Long.MAX_VALUE);
        GodwitProcess again = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address());
        complete(again, sender);
        assertThat(again.await("manifest").number("bytesHere")).isGreaterThan(1 << 20);
    }

    @ParameterizedTest
    @EnumSource
    void aSenderStopsAndGoesOn(Stop stop) throws Exception {
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        GodwitProcess receiver = receiverInTheMiddle(sender, proxy);
        proxy.release();
        proxy.limit(1 << 20);
        stop.ask(sender);
        sender.exits(stop.exit);
        assertThat(sender.error().text("code")).isEqualTo("cancelled");
        assertThat(sender.err())
                .contains("Stopped")
                .contains("The share stays; to go on: godwit --home " + stage.home("ann") + " send");
        assertThat(receiver.await("waiting").text("code")).isEqualTo("connection-lost");

        proxy.limit(Long.MAX_VALUE);
        GodwitProcess again = stage.send("ann", source);
        assertThat(again.await("ready").fields()).containsEntry("resumed", true);
        assertThat(Stage.ticket(again)).isEqualTo(Stage.ticket(sender));
        complete(receiver, again);
    }

    /** As in {@code godwit receive --stdout | less}: whoever should read the content has stopped to. */
    @ParameterizedTest
    @EnumSource
    void aReceiverWhoseOutputIsBlockedStops(Stop stop) throws Exception {
        Path pipe = stage.path("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        GodwitProcess sender = stage.send("ann", source);
        // Opened for both: only that does not wait for the other end.
        try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw")) {
            ProcessBuilder command = stage.command("ben", "receive", "--json", "--stdout", Stage.ticket(sender))
                    .redirectOutput(pipe.toFile());
            GodwitProcess receiver = stage.start("ben", command);
            assertThat(reader.read()).isNotNegative();
            stop.ask(receiver);
            receiver.exits(stop.exit);
            assertThat(receiver.err()).contains("\"code\":\"cancelled\",\"exit\":" + stop.exit);
        }
        assertThat(sender.await("receiverLeft").text("message")).contains("the other side was stopped");
    }

    /** A receiver that has some pieces, while nothing moves. */
    private GodwitProcess receiverInTheMiddle(GodwitProcess sender, TcpProxy proxy) throws Exception {
        proxy.holdAfter(8 << 20);
        GodwitProcess receiver = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address());
        proxy.awaitHold();
        receiver.await("progress", progress -> progress.number("bytesDone") > 1 << 20);
        return receiver;
    }

    private void complete(GodwitProcess receiver, GodwitProcess sender) throws IOException {
        receiver.exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(source);
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
        assertThat(stage.home("ben").resolve("transfers")).isEmptyDirectory();
    }
}
