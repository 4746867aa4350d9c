package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Outcome;
import dev.godwit.transfer.fake.FakeNetwork;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What both sides say of bytes and of time. */
@Timeout(60)
class AccountingTest {
    private static final int PIECE = 256 * 1024;
    private static final int DATA = 2 << 20;
    /** The last byte is none either. */
    private static final int SENT = 2 * DATA + 16_384;

    private static final RandomContent CONTENT = new RandomContent(31);

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
    }

    /** A file of 64 MiB, of which twice 2 MiB are no hole. */
    private TestSender sendSparse() throws IOException {
        Path file = CONTENT.writeSparse(temp.resolve("file"), 64L << 20, DATA, 8 << 20, 32 << 20);
        return TestSender.of(network, TestSender.file(file), 1);
    }

    private static TransferEvent.Done told(TestSender sender) {
        assertThat(sender.ended()).isTrue();
        return sender.events(TransferEvent.Done.class).getFirst();
    }

    @Test
    void holesCountOnNeitherSideButForTheTotal() throws IOException {
        TestSender sender = sendSparse();
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.bytes()).isEqualTo(64L << 20);
        assertThat(done.statistics().bytesTransferred()).isEqualTo(SENT);
        assertThat(done.statistics().bytesSentTwice()).isZero();
        assertThat(told(sender).statistics().bytesTransferred()).isEqualTo(SENT);
    }

    @Test
    void whatIsSentTwiceIsCountedBesideHoles() throws IOException {
        TestSender sender = sendSparse();
        network.cutOnceAfter(DATA + DATA / 2);
        Statistics statistics = receiver.receive(sender.aim()).statistics();
        assertThat(network.cuts()).isOne();
        assertThat(statistics.bytesTransferred() - statistics.bytesSentTwice()).isEqualTo(SENT);
        assertThat(statistics.bytesSentTwice()).isBetween(0L, 4L * PIECE);
    }

    @Test
    void aFileOfOneHoleIsTransferredAllTheSame() throws IOException {
        Path file = temp.resolve("file");
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(8 << 20);
        }
        TestSender sender = TestSender.of(network, TestSender.file(file), 1);
        assertThat(receiver.receive(sender.aim()).outcome()).isEqualTo(Outcome.TRANSFERRED);
        assertThat(told(sender).outcome()).isEqualTo(Outcome.TRANSFERRED);
        assertThat(told(sender).statistics().bytesTransferred()).isZero();
    }

    @Test
    void readingWhatIsThereIsTheReceiversDisk() throws IOException {
        Path file = CONTENT.write(temp.resolve("file"), 8 << 20);
        Files.copy(file, receiver.folder.resolve("file"));
        TestSender sender = TestSender.of(network, TestSender.file(file), 1);
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.outcome()).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(done.statistics().receiverDiskSeconds()).isPositive();
        assertThat(done.statistics().limitedBy()).isNotEmpty();
    }

    @Test
    void readingWhatWasNeverAskedForIsTheSourcesDisk() throws Exception {
        Path file = CONTENT.write(temp.resolve("file"), 8 << 20);
        Files.copy(file, receiver.folder.resolve("file"));
        StallingContent stalling = new StallingContent(TestSender.file(file), Long.MAX_VALUE);
        TestSender sender = TestSender.of(network, stalling, 1);
        FutureTask<TransferEvent.Done> download = receiver.start(sender.aim());
        stalling.stalled.await();
        long startNanos = System.nanoTime();
        Thread.sleep(500);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        stalling.goOn();
        Statistics statistics = download.get().statistics();
        assertThat(statistics.sourceDiskSeconds()).isGreaterThanOrEqualTo(seconds);
        assertThat(statistics.limitedBy()).isEqualTo("source disk");
    }
}
