package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that changes while it is sent: both sides hear of it, and nothing of it gets its final name. */
@Timeout(30)
class SourceChangeTest {
    private static final int PIECE = 256 * 1024;

    enum Change {
        TRUNCATED,
        GROWN,
        REWRITTEN,
        REMOVED;

        void apply(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                switch (this) {
                    case TRUNCATED -> channel.truncate(100);
                    case GROWN -> channel.write(ByteBuffer.wrap(new byte[] {1}), channel.size());
                    case REWRITTEN -> channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 20L * PIECE);
                    case REMOVED -> Files.delete(file);
                }
            }
        }
    }

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource
    void bothSidesSaySo(Change change) throws IOException {
        FakeNetwork network = new FakeNetwork();
        Path file = new RandomContent(1).write(temp.resolve("file"), 30 * PIECE);
        TestSender sender = TestSender.of(network, TestSender.file(file), 5);
        TestReceiver receiver = new TestReceiver(network, temp);
        AtomicBoolean changed = new AtomicBoolean();
        receiver.consent = manifest -> {
            apply(change, file, changed);
            return true;
        };
        Fault fault = receiver.failing(sender.aim());
        FaultCode expected = change == Change.REMOVED ? FaultCode.SOURCE_UNREADABLE : FaultCode.SOURCE_CHANGED;
        assertThat(fault.code()).isEqualTo(expected);
        assertThat(sender.failed().code()).isEqualTo(expected);
        assertThat(receiver.folder.resolve("file")).doesNotExist();
        assertThat(sender.events(TransferEvent.Done.class)).isEmpty();
    }

    /** Found after the read of a piece, while further requests of the stream are on their way. */
    @Test
    void aChangeFoundAfterTheReadEndsThatFileOnly() throws IOException {
        FakeNetwork network = new FakeNetwork();
        Path first = new RandomContent(1).write(temp.resolve("first"), 30 * PIECE);
        Path second = new RandomContent(2).write(temp.resolve("second"), 30 * PIECE);
        StallingContent content = new StallingContent(TestSender.tree(first, second), Long.MAX_VALUE);
        content.changedAtPiece = 7;
        TestSender sender = TestSender.of(network, content, 5);
        TestReceiver receiver = new TestReceiver(network, temp);
        content.goOn();
        receiver.receive(sender.aim());
        assertThat(receiver.problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("first");
            assertThat(problem.fault().code()).isEqualTo(FaultCode.SOURCE_CHANGED);
        });
        assertThat(receiver.folder.resolve("first")).doesNotExist();
        assertThat(receiver.folder.resolve("second")).hasSameBinaryContentAs(second);
    }

    private static void apply(Change change, Path file, AtomicBoolean changed) {
        if (!changed.getAndSet(true)) {
            try {
                change.apply(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
