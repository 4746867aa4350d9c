package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.glob.PathGlob;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.link.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More large files than are fetched at once: whoever waits for room gets it, or goes home. */
@Timeout(60)
class FullBoardTest {
    private static final int LENGTH = Trees.SMALL + 1;
    private static final int AT_ONCE = 32;

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;
    private TestSender sender;
    private StallingContent content;
    private Path top;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
        top = Files.createDirectories(temp.resolve("source/top"));
        for (int i = 0; i < 3; i++) {
            new RandomContent(i).write(top.resolve("a" + i), LENGTH);
        }
        for (int i = 0; i < AT_ONCE + 8; i++) {
            new RandomContent(100 + i).write(top.resolve("b%02d".formatted(i)), LENGTH);
        }
        content = new StallingContent(TestSender.tree(top), Long.MAX_VALUE);
        sender = TestSender.of(network, content, 1);
    }

    /** Until all that may be fetched at once is here, and waits for its root. */
    private FutureTask<FaultCode> fillTheBoard() {
        receiver.wants = new DownloadRequest.Wants(Optional.of(PathGlob.of(List.of("b*"))), false, RateLimit.UNLIMITED);
        FutureTask<FaultCode> download =
                TestReceiver.start(() -> receiver.failing(sender.aim()).code());
        TestReceiver.until(() -> isDone(AT_ONCE));
        return download;
    }

    private boolean isDone(int files) {
        return receiver.events(TransferEvent.Progress.class).stream()
                .anyMatch(progress -> progress.bytesDone() >= (long) files * LENGTH);
    }

    @Test
    void whoStopsWhileTheRestWaitsForRoomGoesHome() throws Exception {
        FutureTask<FaultCode> download = fillTheBoard();
        receiver.cancellation.cancel();
        assertThat(download.get()).isEqualTo(FaultCode.CANCELLED);
        content.goOn();
    }

    /** What is read back makes the room that what replaces a file waits for. */
    @Test
    void whatReplacesAFileWaitsForRoomBesideTheReadingBack() throws Exception {
        FutureTask<FaultCode> download = fillTheBoard();
        receiver.cancellation.cancel();
        assertThat(download.get()).isEqualTo(FaultCode.CANCELLED);
        content.goOn();
        receiver.cancellation = new Cancellation();
        receiver.events.clear();
        receiver.wants = new DownloadRequest.Wants(Optional.empty(), false, RateLimit.UNLIMITED);
        for (int i = 0; i < 3; i++) {
            Files.writeString(receiver.folder.resolve("top/a" + i), "mine");
        }
        receiver.onConflict = path -> {
            // The person takes a while: the board is full of what an earlier run has.
            TestReceiver.until(() -> isDone(AT_ONCE));
            return ConflictRule.OVERWRITE;
        };
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(Trees.contents(receiver.folder.resolve("top"))).isEqualTo(Trees.contents(top));
        assertThat(done.statistics().bytesTransferred()).isLessThanOrEqualTo(11L * LENGTH);
        assertThat(sender.ended()).isTrue();
    }
}
