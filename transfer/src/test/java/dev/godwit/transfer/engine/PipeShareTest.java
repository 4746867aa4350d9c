package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.share.PipeContent;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipes: their length is known at their end only, and they can be read once. */
@Timeout(60)
class PipeShareTest {
    private static final int PIECE = 1 << 20;
    private static final RandomContent CONTENT = new RandomContent(11);

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
    }

    private TestSender send(byte[] bytes) {
        return TestSender.of(network, pipe(bytes), 2);
    }

    private static PipeContent pipe(byte[] bytes) {
        return new PipeContent(Channels.newChannel(new ByteArrayInputStream(bytes)), "pipe", Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 16384, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 5 * PIECE + 77, 45 * PIECE + 3})
    void arrivesWhole(int length) throws IOException {
        TestSender sender = send(CONTENT.bytes(length));
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(receiver.folder.resolve("pipe")).hasBinaryContent(CONTENT.bytes(length));
        assertThat(done.bytes()).isEqualTo(length);
        assertThat(sender.receipts).hasValue(1);
    }

    @Test
    void arrivesInOrderAtAChannel() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TransferEvent.Done done =
                receiver.receive(send(CONTENT.bytes(3 * PIECE + 5)).aim(), Channels.newChannel(output));
        assertThat(output.toByteArray()).isEqualTo(CONTENT.bytes(3 * PIECE + 5));
        assertThat(done.bytes()).isEqualTo(3 * PIECE + 5);
    }

    @Test
    void zerosArriveAsAHoleAlsoAtTheEnd() throws IOException {
        byte[] bytes = new byte[3 * PIECE + 16384 + 7];
        bytes[PIECE + 5] = 1;
        TransferEvent.Done done = receiver.receive(send(bytes).aim());
        assertThat(receiver.folder.resolve("pipe")).hasBinaryContent(bytes);
        assertThat(done.statistics().bytesTransferred()).isLessThan(100_000);
    }

    @Test
    void goesOnAfterTheCableWasCutInTheMiddle() throws IOException {
        network.cutEvery(7 * PIECE);
        TestSender sender = send(CONTENT.bytes(40 * PIECE + 9));
        assertThat(receiver.receive(sender.aim()).bytes()).isEqualTo(40 * PIECE + 9);
        assertThat(receiver.folder.resolve("pipe")).hasBinaryContent(CONTENT.bytes(40 * PIECE + 9));
        assertThat(network.cuts()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aSecondRunGoesOnFromWhatThePartialHas() throws Exception {
        byte[] bytes = CONTENT.bytes(20 * PIECE);
        Arrays.fill(bytes, 2 * PIECE, 19 * PIECE, (byte) 0);
        StallingContent stalling = new StallingContent(pipe(bytes), 16L * PIECE);
        TestSender sender = TestSender.of(network, stalling, 1);
        receiver.patience = Duration.ZERO;
        FutureTask<TransferEvent.Done> first = receiver.start(sender.aim());
        stalling.stalled.await();
        TestReceiver.until(() -> sender.share.tally().verifiedBytes() >= 8 * PIECE);
        network.cut();
        assertThatThrownBy(first::get).hasCauseInstanceOf(FaultException.class);
        stalling.goOn();
        receiver.patience = Duration.ofSeconds(20);
        assertThat(receiver.receive(sender.aim()).bytes()).isEqualTo(20 * PIECE);
        assertThat(receiver.folder.resolve("pipe")).hasBinaryContent(bytes);
    }

    @Test
    void aSecondReceiverLearnsThatThePartHasPassed() throws IOException {
        TestSender sender = send(CONTENT.bytes(20 * PIECE));
        assertThat(receiver.receive(sender.aim()).bytes()).isEqualTo(20 * PIECE);
        TestReceiver second = new TestReceiver(network, temp.resolve("second"));
        assertThat(second.failing(sender.aim()).code()).isEqualTo(FaultCode.STREAM_GONE);
        assertThat(second.files()).hasSize(1);
    }

    @Test
    void aSecondReceiverWaitsWhileTheFirstIsAtIt() throws Exception {
        StallingContent stalling = new StallingContent(pipe(CONTENT.bytes(3 * PIECE)), PIECE);
        TestSender sender = TestSender.of(network, stalling, 1);
        FutureTask<TransferEvent.Done> first = receiver.start(sender.aim());
        stalling.stalled.await();
        TestReceiver second = new TestReceiver(network, temp.resolve("second"));
        second.patience = Duration.ZERO;
        assertThat(second.failing(sender.aim()).code()).isEqualTo(FaultCode.PEER_BUSY);
        stalling.goOn();
        assertThat(first.get().bytes()).isEqualTo(3 * PIECE);
        assertThat(second.failing(sender.aim()).code()).isEqualTo(FaultCode.SHARE_EXHAUSTED);
    }
}
