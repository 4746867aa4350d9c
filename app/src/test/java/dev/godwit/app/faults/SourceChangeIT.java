package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file is changed while it is being sent: both sides say so, by its name, and nothing mixed is put in place. */
@Timeout(120)
final class SourceChangeIT {
    /** Far more than what sockets and proxy can hold, so that most of it is still unread when it changes. */
    private static final long LENGTH = 63 << 20;

    @RegisterExtension
    private final Stage stage = new Stage();

    /** What somebody else does to the file, and what both sides call it. */
    enum Change {
        TRUNCATED("was truncated") {
            @Override
            void apply(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(1 << 20);
                }
            }
        },
        GROWN("grew") {
            @Override
            void apply(Path file) throws IOException {
                Files.writeString(file, "more", StandardOpenOption.APPEND);
            }
        },
        REWRITTEN("was rewritten") {
            @Override
            void apply(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), LENGTH - 100);
                }
            }
        },
        REPLACED("was replaced by another file") {
            @Override
            void apply(Path file) throws IOException {
                Path other = new RandomContent(99).write(file.resolveSibling("other"), LENGTH);
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        REMOVED("was removed") {
            @Override
            void apply(Path file) throws IOException {
                Files.delete(file);
            }
        };

        private final String words;

        Change(String words) {
            this.words = words;
        }

        abstract void apply(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesSaySo(Change change) throws Exception {
        Path source = stage.file("film.mkv", LENGTH);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(2 << 20);
        GodwitProcess receiver = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address());
        proxy.awaitHold();
        change.apply(source);
        proxy.release();

        sender.exits(7);
        receiver.exits(7);
        for (GodwitProcess side : new GodwitProcess[] {sender, receiver}) {
            assertThat(side.error().text("code")).isEqualTo("source-changed");
            assertThat(side.err())
                    .contains("The file changed while it was being sent: film.mkv " + change.words)
                    .contains("Send it again when nothing writes to it any more.");
        }
        assertThat(inbox.resolve("film.mkv")).doesNotExist();
    }
}
