package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Outcome;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.FaultCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file from a sender to receivers, all in this process. */
@Timeout(30)
class DownloadTest {
    private static final int PIECE = 256 * 1024;
    private static final RandomContent CONTENT = new RandomContent(42);

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
    }

    private TestSender send(int length) throws IOException {
        return TestSender.of(network, TestSender.file(CONTENT.write(temp.resolve("file"), length)), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16383, 16384, 16385, PIECE - 1, PIECE, PIECE + 1, 17 * PIECE, 20 * PIECE + 16384 + 1})
    void aFileArrivesWhole(int length) throws IOException {
        TestSender sender = send(length);
        TransferEvent.Done done = receiver.receive(sender.aim());
        Path path = receiver.folder.toRealPath().resolve("file");
        assertThat(path).hasBinaryContent(CONTENT.bytes(length));
        assertThat(Files.getLastModifiedTime(path)).isEqualTo(Files.getLastModifiedTime(temp.resolve("file")));
        assertThat(receiver.files()).hasSize(1);
        assertThat(done.path()).isEqualTo(path.toString());
        assertThat(done.statistics().bytesTransferred()).isEqualTo(length);
        assertThat(done.outcome()).isEqualTo(Outcome.TRANSFERRED);
        StreamingTree tree = new StreamingTree();
        tree.update(ByteBuffer.wrap(CONTENT.bytes(length)));
        assertThat(done.contentId()).isEqualTo(tree.finish());
        assertThat(sender.ended()).isTrue();
        assertThat(sender.events(TransferEvent.Done.class))
                .singleElement()
                .satisfies(told -> assertThat(told.contentId()).isEqualTo(done.contentId()));
        assertThat(receiver.record.partials()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE, 9 * PIECE + 17})
    void aFileArrivesInOrderAtAChannel(int length) throws IOException {
        TestSender sender = send(length);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TransferEvent.Done done = receiver.receive(sender.aim(), Channels.newChannel(output));
        assertThat(output.toByteArray()).isEqualTo(CONTENT.bytes(length));
        assertThat(done.path()).isNull();
        assertThat(sender.ended()).isTrue();
    }

    @Test
    void holesNeverCrossTheWire() throws IOException {
        long length = 64L << 20;
        Path file = CONTENT.writeSparse(temp.resolve("file"), length, 20_000, 5 << 20, (40 << 20) + 12_345);
        TestSender sender = TestSender.of(network, TestSender.file(file), 1);
        TransferEvent.Done done = receiver.receive(sender.aim());
        Path path = receiver.folder.resolve("file");
        assertThat(Files.mismatch(path, file)).isEqualTo(-1);
        assertThat(done.statistics().bytesTransferred()).isLessThan(100_000);
        // Every block of 16 KiB costs its hash and a share of a message head.
        assertThat(network.delivered()).isLessThan(length / 16384 * 40 + 120_000);
    }

    @Test
    void everyStreamIsClosedInTheEnd() throws IOException {
        TestSender sender = send(40 * PIECE);
        assertThat(receiver.receive(sender.aim()).bytes()).isEqualTo(40L * PIECE);
        assertThat(sender.ended()).isTrue();
        // The threads that serve close theirs after the share has ended.
        TestReceiver.until(() -> network.openEnds() == 0);
        assertThat(network.dials()).isBetween(2, 5);
    }

    @Test
    void whatIsThereAlreadyIsCountedAndNotTransferred() throws IOException {
        TestSender sender = send(3 * PIECE + 1);
        CONTENT.write(receiver.folder.resolve("file"), 3 * PIECE + 1);
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.outcome()).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(done.statistics().bytesTransferred()).isZero();
        assertThat(network.delivered()).isLessThan(1_000);
        assertThat(sender.ended()).isTrue();
        assertThat(sender.events(TransferEvent.Done.class))
                .singleElement()
                .satisfies(told -> assertThat(told.outcome()).isEqualTo(Outcome.ALREADY_THERE));
    }

    @Test
    void whatIsThereAlreadyMakesAnEarlierPartialNeedless() throws Exception {
        TestSender sender = send(8 * PIECE);
        network.cutOnceAfter(3 * PIECE);
        receiver.patience = Duration.ZERO;
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.CONNECTION_LOST);
        assertThat(receiver.files()).hasSize(1);
        CONTENT.write(receiver.folder.resolve("file"), 8 * PIECE);
        assertThat(receiver.receive(sender.aim()).outcome()).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(receiver.files()).containsExactly(receiver.folder.resolve("file"));
        assertThat(receiver.record.partials()).isEmpty();
    }

    @Test
    void aDifferentFileStaysUnlessTheRuleSaysOtherwise() throws IOException {
        Path taken = receiver.folder.resolve("file");
        Files.writeString(taken, "mine");
        TestSender sender = TestSender.of(network, TestSender.file(CONTENT.write(temp.resolve("file"), 1000)), 9);

        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.CONFLICT);
        assertThat(receiver.files()).containsExactly(taken);

        receiver.onConflict = path -> ConflictRule.SKIP;
        assertThat(receiver.receive(sender.aim()).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(taken).hasContent("mine");

        receiver.onConflict = path -> ConflictRule.RENAME;
        assertThat(receiver.receive(sender.aim()).path()).endsWith("file (1)");
        assertThat(taken).hasContent("mine");

        receiver.onConflict = path -> ConflictRule.OVERWRITE;
        assertThat(receiver.receive(sender.aim()).path()).endsWith("file");
        assertThat(taken).hasBinaryContent(CONTENT.bytes(1000));
        assertThat(sender.receipts).hasValue(2);
    }

    @Test
    void whoDeclinesHasNoPartialFile() throws IOException {
        TestSender sender = send(PIECE);
        receiver.consent = manifest -> {
            assertThat(manifest.name()).isEqualTo("file");
            assertThat(manifest.bytes()).isEqualTo(PIECE);
            return false;
        };
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.DECLINED);
        assertThat(receiver.files()).isEmpty();
        assertThat(network.delivered()).isLessThan(1_000);
        TestReceiver.until(
                () -> !sender.events(TransferEvent.ReceiverLeft.class).isEmpty());
        assertThat(sender.events(TransferEvent.ReceiverLeft.class)
                        .getFirst()
                        .fault()
                        .code())
                .isEqualTo(FaultCode.DECLINED);
    }

    @Test
    void severalReceiversAtOnceEachGetItAndNoMoreThanAllowed() throws Exception {
        TestSender sender =
                TestSender.of(network, TestSender.file(CONTENT.write(temp.resolve("file"), 12 * PIECE + 5)), 3);
        List<FutureTask<TransferEvent.Done>> downloads = new ArrayList<>();
        CountDownLatch allConnected = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            TestReceiver one = new TestReceiver(network, temp.resolve("home" + i));
            one.consent = manifest -> {
                allConnected.countDown();
                awaitQuietly(allConnected);
                return true;
            };
            downloads.add(one.start(sender.aim()));
        }
        allConnected.await();
        receiver.patience = Duration.ZERO;
        assertThat(receiver.failing(sender.aim()).code()).isIn(FaultCode.PEER_BUSY, FaultCode.SHARE_EXHAUSTED);
        for (FutureTask<TransferEvent.Done> download : downloads) {
            assertThat(Path.of(String.valueOf(download.get().path()))).hasBinaryContent(CONTENT.bytes(12 * PIECE + 5));
        }
        assertThat(sender.ended()).isTrue();
        assertThat(sender.receipts).hasValue(3);
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.SHARE_EXHAUSTED);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatFailsEndsTheSessionAndFreesItsSlot() throws IOException {
        TestSender sender = send(10);
        AtomicBoolean failed = new AtomicBoolean();
        sender.listener = event -> {
            if (!failed.getAndSet(true)) {
                throw new IllegalStateException("a bug of the embedder");
            }
        };
        assertThat(receiver.receive(sender.aim()).bytes()).isEqualTo(10);
        assertThat(sender.ended()).isTrue();
        assertThat(sender.share.receivers()).isZero();
    }

    @Test
    void givesUpWhenItsPatienceEnds() throws IOException {
        TestSender sender = send(1);
        network.silence(sender.identity.peerId());
        receiver.patience = Duration.ofMillis(300);
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.NO_ROUTE);
        assertThat(receiver.events(TransferEvent.Waiting.class)).isNotEmpty();
    }

    @Test
    void aLedgerThatCanNotRememberEndsTheShare() throws IOException {
        TestSender sender = TestSender.of(
                network, TestSender.file(CONTENT.write(temp.resolve("file"), 10)), (receipt, signature) -> {
                    throw new IOException("no room");
                });
        receiver.patience = Duration.ZERO;
        assertThat(receiver.receive(sender.aim()).outcome()).isEqualTo(Outcome.TRANSFERRED);
        assertThat(sender.failed().code()).isEqualTo(FaultCode.HOME_UNUSABLE);
    }
}
