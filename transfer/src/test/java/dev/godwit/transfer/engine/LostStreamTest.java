package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.share.PipeContent;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.FaultCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Byte streams that break while the control stream lives: others take over, and the session goes on. */
@Timeout(60)
class LostStreamTest {
    private static final int LENGTH = (8 << 20) + 123;
    private static final RandomContent CONTENT = new RandomContent(21);

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
    }

    /** Slow enough that streams break in the middle. */
    private TestSender send(SharedContent content, long bytesPerSecond) {
        RateLimit limit = RateLimit.of(OptionalLong.of(bytesPerSecond));
        return TestSender.of(network, content, 1, new TestSender.Manner(limit, CompressMode.NEVER));
    }

    /** Breaks all streams but the control stream, each time so many more bytes have come. */
    private void cutUntilDone(FutureTask<TransferEvent.Done> download, long every) {
        for (long next = every; !download.isDone(); next += every) {
            long at = next;
            TestReceiver.until(() -> network.delivered() >= at || download.isDone());
            network.cutAllBut(1);
        }
    }

    private static TransferEvent.Done result(FutureTask<TransferEvent.Done> download) {
        assertThat(download.state()).as("%s", download).isEqualTo(FutureTask.State.SUCCESS);
        return download.resultNow();
    }

    private void assertOneSession(TransferEvent.Done done) {
        assertThat(done.statistics().retries()).isZero();
        assertThat(receiver.events(TransferEvent.Connected.class)).hasSize(1);
        assertThat(network.dials()).as("streams").isGreaterThan(4);
        TestReceiver.until(() -> network.openEnds() == 0);
    }

    @Test
    void aFileArrivesInOneSession() throws IOException {
        TestSender sender = send(TestSender.file(CONTENT.write(temp.resolve("file"), LENGTH)), 12 << 20);
        FutureTask<TransferEvent.Done> download = receiver.start(sender.aim());
        cutUntilDone(download, 1 << 20);
        TransferEvent.Done done = result(download);
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(CONTENT.bytes(LENGTH));
        assertOneSession(done);
    }

    @Test
    void smallFilesOfABrokenAnswerAreNotFetchedTwice() throws IOException {
        Path top = Trees.many(Files.createDirectories(temp.resolve("source/top")), 3_000, new SplittableRandom(3));
        TestSender sender = send(TestSender.tree(top), 400_000);
        FutureTask<TransferEvent.Done> download = receiver.start(sender.aim());
        cutUntilDone(download, 150_000);
        TransferEvent.Done done = result(download);
        assertThat(Trees.contents(receiver.folder.resolve("top"))).isEqualTo(Trees.contents(top));
        assertThat(done.parts().files()).isEqualTo(3_000);
        assertThat(done.statistics().bytesSentTwice()).isZero();
        assertOneSession(done);
    }

    @Test
    void aPipeGoesOnInOrder() {
        byte[] bytes = CONTENT.bytes(LENGTH);
        TestSender sender = send(
                new PipeContent(Channels.newChannel(new ByteArrayInputStream(bytes)), "pipe", Instant.EPOCH), 12 << 20);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        FutureTask<TransferEvent.Done> download =
                TestReceiver.start(() -> receiver.receive(sender.aim(), Channels.newChannel(output)));
        cutUntilDone(download, 2 << 20);
        TransferEvent.Done done = result(download);
        assertThat(output.toByteArray()).isEqualTo(bytes);
        assertThat(done.statistics().retries()).isZero();
    }

    @Test
    void whereNoByteStreamLastsTheSessionEndsAfterAFewTries() throws IOException {
        TestSender sender = send(TestSender.file(CONTENT.write(temp.resolve("file"), LENGTH)), 12 << 20);
        network.breakAllBut(1);
        receiver.patience = Duration.ZERO;
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.CONNECTION_LOST);
        assertThat(network.dials()).isBetween(6, 11);
    }

    @Test
    void furtherStreamsThatNeverLastAreLeftOut() throws IOException {
        TestSender sender = send(TestSender.file(CONTENT.write(temp.resolve("file"), LENGTH)), 12 << 20);
        network.breakAllBut(2);
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(receiver.folder.resolve("file")).hasBinaryContent(CONTENT.bytes(LENGTH));
        assertThat(done.statistics().retries()).isZero();
    }
}
