package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.link.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lost connections, stopped runs and damaged partial files: nothing verified is fetched twice. */
@Timeout(60)
class ResumeTest {
    private static final int PIECE = 256 * 1024;
    private static final int STREAMS = 2;
    private static final int LENGTH = 40 * PIECE + 777;

    @TempDir
    private Path temp;

    private final Seed seed = Seed.announce("ResumeTest");
    private final RandomContent content = new RandomContent(seed.value());
    private final FakeNetwork network = new FakeNetwork();
    private TestSender sender;
    private TestReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        sender = TestSender.of(network, TestSender.file(content.write(temp.resolve("file"), LENGTH)), 1);
        receiver = new TestReceiver(network, temp);
    }

    @Test
    void aCableCutAgainAndAgainChangesNothing() throws IOException {
        network.cutEvery(7 * PIECE + seed.random().nextInt(PIECE));
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(content.bytes(LENGTH));
        assertThat(network.cuts()).isGreaterThanOrEqualTo(4);
        long again = done.statistics().bytesTransferred() - LENGTH;
        assertThat(again).isLessThanOrEqualTo((long) network.cuts() * STREAMS * PIECE);
        assertThat(sender.ended()).isTrue();
    }

    @Test
    void aChannelGetsEveryByteOnceHoweverOftenTheCableIsCut() throws IOException {
        network.cutEvery(9 * PIECE);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        assertThat(receiver.receive(sender.aim(), Channels.newChannel(output)).bytes())
                .isEqualTo(LENGTH);
        assertThat(output.toByteArray()).isEqualTo(content.bytes(LENGTH));
        assertThat(network.cuts()).isGreaterThanOrEqualTo(3);
    }

    /** Runs once with no patience, so that the first cut ends it. */
    private void receivePart() throws IOException {
        network.cutOnceAfter(20 * PIECE);
        Duration patience = receiver.patience;
        receiver.patience = Duration.ZERO;
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.CONNECTION_LOST);
        receiver.patience = patience;
        receiver.events.clear();
    }

    private Path partial() {
        return receiver.folder.resolve(receiver.record.partials().getFirst().name());
    }

    /** Bytes of the pieces that the partial file has. */
    private long bytesHere() throws IOException {
        byte[] whole = content.bytes(LENGTH);
        byte[] here = Files.readAllBytes(partial());
        long bytes = 0;
        for (int from = 0; from < LENGTH; from += PIECE) {
            int end = Math.min(LENGTH, from + PIECE);
            bytes += Arrays.equals(whole, from, end, here, from, end) ? end - from : 0;
        }
        return bytes;
    }

    /** A piece whose last block was just written when it ended may not be in the journal yet. */
    private static void assertFetched(TransferEvent.Done done, long bytes) {
        assertThat(done.statistics().bytesTransferred()).isBetween(bytes, bytes + STREAMS * PIECE);
    }

    @Test
    void aSecondRunGoesOnFromTheVerifiedPieces() throws IOException {
        receivePart();
        long here = bytesHere();
        assertThat(here).isGreaterThanOrEqualTo(10L * PIECE);
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(content.bytes(LENGTH));
        assertFetched(done, LENGTH - here);
        assertThat(receiver.files()).hasSize(1);
    }

    @Test
    void onlyDamagedPiecesOfThePartialAreFetchedAgain() throws IOException {
        receivePart();
        long here = bytesHere();
        // The first pieces are there in every run: each stream takes two to begin with.
        try (FileChannel file = FileChannel.open(partial(), StandardOpenOption.WRITE)) {
            flip(file, 5);
            flip(file, 3L * PIECE - 1);
            flip(file, 3L * PIECE - 100);
        }
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(content.bytes(LENGTH));
        assertFetched(done, LENGTH - here + 2L * PIECE);
    }

    private void flip(FileChannel file, long offset) throws IOException {
        ByteBuffer wrong = ByteBuffer.allocate(1);
        content.fill(wrong, offset);
        wrong.put(0, (byte) ~wrong.get(0)).flip();
        assertThat(file.write(wrong, offset)).isEqualTo(1);
    }

    @Test
    void aPartialThatIsGoneIsBegunAnew() throws IOException {
        receivePart();
        Files.delete(partial());
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.statistics().bytesTransferred()).isEqualTo(LENGTH);
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(content.bytes(LENGTH));
    }

    @Test
    void aSourceThatIsAnotherNowBeginsAnewInASecondRun() throws IOException {
        receivePart();
        RandomContent other = new RandomContent(seed.value() + 1);
        Path file = other.write(temp.resolve("other").resolveSibling("file"), LENGTH - 9);
        TestSender restarted = TestSender.of(network, TestSender.file(file), 1);
        TransferEvent.Done done = receiver.receive(restarted.aim());
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(other.bytes(LENGTH - 9));
        assertThat(done.statistics().bytesTransferred()).isEqualTo(LENGTH - 9);
        assertThat(receiver.files()).hasSize(1);
    }

    @Test
    void whoStopsCanGoOnLater() throws Exception {
        receiver.listening(event -> {
            if (event instanceof TransferEvent.Manifest) {
                network.cutOnceAfter(15 * PIECE);
            } else if (event instanceof TransferEvent.Waiting) {
                receiver.cancellation.cancel();
            }
        });
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.CANCELLED);
        receiver.cancellation = new Cancellation();
        receiver.listening(event -> {});
        receiver.events.clear();
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.statistics().bytesTransferred()).isLessThan(LENGTH);
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(content.bytes(LENGTH));
    }

    @Test
    void theSenderIsToldThatTheReceiverStopped() throws Exception {
        FutureTask<TransferEvent.Done> download = blockedDownload();
        receiver.cancellation.cancel();
        assertThatThrownBy(download::get)
                .isInstanceOfSatisfying(
                        ExecutionException.class,
                        e -> assertThat(TestReceiver.faultOf(e.getCause()).code())
                                .isEqualTo(FaultCode.CANCELLED));
        TestReceiver.until(
                () -> !sender.events(TransferEvent.ReceiverLeft.class).isEmpty());
        assertThat(sender.events(TransferEvent.ReceiverLeft.class)
                        .getFirst()
                        .fault()
                        .detail())
                .contains("stopped");
        TestReceiver.until(() -> network.openEnds() == 0);
    }

    @Test
    void theReceiverIsToldThatTheSenderStopped() throws Exception {
        receiver.patience = Duration.ZERO;
        FutureTask<TransferEvent.Done> download = blockedDownload();
        sender.cancellation.cancel();
        assertThatThrownBy(download::get).isInstanceOfSatisfying(ExecutionException.class, e -> {
            assertThat(TestReceiver.faultOf(e.getCause()).code()).isEqualTo(FaultCode.CONNECTION_LOST);
            assertThat(TestReceiver.faultOf(e.getCause()).detail()).contains("stopped");
        });
        assertThat(sender.events(TransferEvent.ReceiverLeft.class)).isEmpty();
    }

    /** A download that waits for a disk that says nothing any more, so that it can only be stopped. */
    private FutureTask<TransferEvent.Done> blockedDownload() throws Exception {
        StallingContent stalling = new StallingContent(TestSender.file(temp.resolve("file")), 10 * PIECE);
        sender = TestSender.of(network, stalling, 1);
        FutureTask<TransferEvent.Done> download = receiver.start(sender.aim());
        stalling.stalled.await();
        return download;
    }

    @Test
    void whoIsInterruptedStopsAndKeepsWhatIsVerified() throws Exception {
        StallingContent stalling = new StallingContent(TestSender.file(temp.resolve("file")), 10 * PIECE);
        sender = TestSender.of(network, stalling, 1);
        FutureTask<TransferEvent.Done> download = new FutureTask<>(() -> receiver.receive(sender.aim()));
        Thread thread = Thread.ofPlatform().start(download);
        stalling.stalled.await();
        TestReceiver.until(() -> sender.share.tally().verifiedBytes() > 0);
        thread.interrupt();
        assertThatThrownBy(download::get)
                .isInstanceOfSatisfying(
                        ExecutionException.class,
                        e -> assertThat(TestReceiver.faultOf(e.getCause()).code())
                                .isEqualTo(FaultCode.CANCELLED));
        stalling.goOn();
        assertThat(receiver.receive(sender.aim()).statistics().bytesTransferred())
                .isLessThan(LENGTH);
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(content.bytes(LENGTH));
    }
}
