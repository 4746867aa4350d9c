package dev.godwit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.node.finding.Finding;
import dev.godwit.node.home.Home;
import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two peers with homes of their own, over sockets of this machine. */
@Timeout(60)
class NodeTest {
    private static final int LENGTH = (24 << 20) + 7;
    private static final RandomContent CONTENT = new RandomContent(8);

    @TempDir
    private Path temp;

    private Path source;
    private Path inbox;

    private static final Decisions YES = new Decisions() {
        @Override
        public boolean accept(TransferEvent.Manifest offer) {
            return true;
        }

        @Override
        public Optional<ConflictRule> conflict(String name) {
            return Optional.of(ConflictRule.FAIL);
        }

        @Override
        public boolean sameWords(TransferEvent.Comparing comparing) {
            return true;
        }

        @Override
        public Duration scanWait() {
            return Duration.ofSeconds(5);
        }
    };

    @BeforeEach
    void open() throws IOException {
        source = CONTENT.write(temp.resolve("film.bin"), LENGTH);
        inbox = temp.resolve("inbox");
    }

    private Node node(String name) throws FaultException {
        return Node.open(new Home(temp.resolve(name)));
    }

    private record Sending(
            Node node, BlockingQueue<TransferEvent> events, FutureTask<Boolean> end, TransferEvent.Ready ready) {}

    private Sending send(int downloads, Duration expires) throws Exception {
        Node node = node("sender");
        BlockingQueue<TransferEvent> events = new LinkedBlockingQueue<>();
        FutureTask<Boolean> end = new FutureTask<>(() -> {
            node.send(sendRequest(downloads, 0, expires), words -> true, events::add);
            return true;
        });
        Thread.ofVirtual().name("send").start(end);
        return new Sending(node, events, end, (TransferEvent.Ready) events.take());
    }

    private SendRequest sendRequest(int downloads, int port, Duration expires) {
        return new SendRequest(
                new SendRequest.Source.Files(List.of(source), Links.KEEP, List.of(), List.of()),
                Optional.empty(),
                Optional.of(InetAddress.getLoopbackAddress()),
                port,
                expires,
                downloads,
                Duration.ofSeconds(5),
                OptionalLong.empty(),
                CompressMode.NEVER,
                false,
                false,
                Finding.NOWHERE);
    }

    private SendRequest sendRequest(int downloads, int port) {
        return sendRequest(downloads, port, Duration.ofHours(1));
    }

    private Sending send(int downloads) throws Exception {
        return send(downloads, Duration.ofHours(1));
    }

    private ReceiveRequest request(String ticket) {
        return new ReceiveRequest(
                ticket,
                List.of(),
                false,
                Finding.NOWHERE,
                new ReceiveRequest.Target.Directory(inbox),
                Optional.of(Duration.ZERO),
                Duration.ofSeconds(5),
                List.of(),
                false,
                OptionalLong.empty());
    }

    private TransferEvent.Done receive(String ticket) throws FaultException {
        BlockingQueue<TransferEvent> events = new LinkedBlockingQueue<>();
        node("receiver").receive(request(ticket), YES, events::add);
        return (TransferEvent.Done)
                events.stream().reduce((first, second) -> second).orElseThrow();
    }

    private static FaultCode faultOf(FutureTask<?> task) throws InterruptedException {
        try {
            throw new AssertionError("no fault but " + task.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FaultException fault) {
                return fault.fault().code();
            }
            throw new AssertionError("no fault", e.getCause());
        }
    }

    private void assertReceivingFails(String ticket, FaultCode code) {
        assertThatThrownBy(() -> receive(ticket))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    @Test
    void aFileGoesFromOnePeerToAnother() throws Exception {
        Sending sending = send(1);
        TransferEvent.Done done = receive(sending.ready().ticket());
        assertThat(Files.mismatch(source, inbox.resolve("film.bin"))).isEqualTo(-1);
        assertThat(done.path()).isEqualTo(inbox.toRealPath().resolve("film.bin").toString());
        assertThat(sending.end().get()).isTrue();
        assertThat(sending.events()).last().isInstanceOf(TransferEvent.Done.class);
        assertThat(filesIn(temp.resolve("receiver/transfers"))).isEmpty();
        assertReceivingFails(sending.ready().ticket(), FaultCode.NO_ROUTE);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Stops the receiver when so many bytes have come, and no more will. */
    private void receivePart(Sending sending, long bytes) throws Exception {
        try (StallingProxy proxy = new StallingProxy(addressOf(sending), bytes)) {
            Node receiver = node("receiver");
            ReceiveRequest whole = request(sending.ready().ticket());
            ReceiveRequest throughProxy = new ReceiveRequest(
                    whole.secret(),
                    List.of(proxy.address()),
                    false,
                    Finding.NOWHERE,
                    whole.target(),
                    whole.patience(),
                    Duration.ofHours(1),
                    List.of(),
                    false,
                    OptionalLong.empty());
            FutureTask<Boolean> receiving = new FutureTask<>(() -> {
                receiver.receive(throughProxy, YES, event -> {});
                return true;
            });
            Thread.ofVirtual().name("receive").start(receiving);
            proxy.stalled.await();
            receiver.cancel();
            assertThat(faultOf(receiving)).isEqualTo(FaultCode.CANCELLED);
        }
    }

    private static InetSocketAddress addressOf(Sending sending) {
        List<String> parts = List.of(sending.ready().addresses().getFirst().split(":", 2));
        return new InetSocketAddress(InetAddress.ofLiteral(parts.getFirst()), Integer.parseInt(parts.getLast()));
    }

    @Test
    void aStoppedReceiverGoesOnAndTheTicketOutlivesTheSender() throws Exception {
        Sending first = send(1);
        receivePart(first, LENGTH / 2);
        first.node().cancel();
        assertThat(faultOf(first.end())).isEqualTo(FaultCode.CANCELLED);

        Sending second = send(1);
        assertThat(second.ready().resumed()).isTrue();
        assertThat(second.ready().ticket()).isEqualTo(first.ready().ticket());
        TransferEvent.Done done = receive(first.ready().ticket());
        assertThat(done.statistics().bytesTransferred()).isLessThan(done.bytes());
        assertThat(Files.mismatch(source, inbox.resolve("film.bin"))).isEqualTo(-1);
        assertThat(second.end().get()).isTrue();
    }

    @Test
    void anExpiredShareEndsAndItsTicketSaysSo() throws Exception {
        Sending sending = send(1, Duration.ofMillis(50));
        assertThat(faultOf(sending.end())).isEqualTo(FaultCode.SHARE_EXPIRED);
        // Another share of the same home listens; the old ticket meets it there.
        Sending other = send(1);
        assertThat(other.ready().resumed()).isFalse();
        assertThat(atAddressOf(other, sending.ready().ticket())).isEqualTo(FaultCode.SHARE_EXPIRED);
        other.node().cancel();
        assertThat(faultOf(other.end())).isEqualTo(FaultCode.CANCELLED);
    }

    @Test
    void anExhaustedShareSaysSo() throws Exception {
        Sending sending = send(1);
        assertThat(receive(sending.ready().ticket()).bytes()).isEqualTo(LENGTH);
        assertThat(sending.end().get()).isTrue();
        Sending other = send(1);
        assertThat(atAddressOf(other, sending.ready().ticket())).isEqualTo(FaultCode.SHARE_EXHAUSTED);
        other.node().cancel();
        assertThat(faultOf(other.end())).isEqualTo(FaultCode.CANCELLED);
    }

    private Path onlyRecord() throws IOException {
        List<Path> records = filesIn(temp.resolve("sender/shares"));
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static long openDescriptorsOf(Path file) throws IOException {
        long count = 0;
        for (Path descriptor : filesIn(Path.of("/proc/self/fd"))) {
            try {
                count += Files.readSymbolicLink(descriptor).startsWith(file) ? 1 : 0;
            } catch (IOException e) {
                // Of another thread, and closed by now.
            }
        }
        return count;
    }

    private void assertSendingFails(SendRequest request, FaultCode code) throws FaultException {
        Node node = node("sender");
        assertThatThrownBy(() -> node.send(request, words -> true, event -> {}))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    @Test
    void aShareThatCanNotListenLeavesNoRecord() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertSendingFails(sendRequest(1, taken.getLocalPort()), FaultCode.USAGE);
        }
        assertThat(filesIn(temp.resolve("sender/shares"))).isEmpty();
    }

    @Test
    void aJournalThatCanNotBeOpenedKeepsNeitherFileNorRecord() throws Exception {
        Sending first = send(1);
        first.node().cancel();
        assertThat(faultOf(first.end())).isEqualTo(FaultCode.CANCELLED);
        Path journal = onlyRecord().resolve("entries");
        Files.delete(journal);
        Files.createDirectory(journal);
        assertSendingFails(sendRequest(1, 0), FaultCode.HOME_UNUSABLE);
        assertThat(openDescriptorsOf(source.toRealPath())).isZero();
        assertThat(openDescriptorsOf(onlyRecord().toRealPath())).isZero();

        Files.delete(journal);
        Sending second = send(1);
        assertThat(second.ready().ticket()).isEqualTo(first.ready().ticket());
        second.node().cancel();
        assertThat(faultOf(second.end())).isEqualTo(FaultCode.CANCELLED);
    }

    @Test
    void aDamagedRecordKeepsNothingFromBeingSent() throws Exception {
        Sending first = send(1);
        first.node().cancel();
        assertThat(faultOf(first.end())).isEqualTo(FaultCode.CANCELLED);
        Files.write(onlyRecord().resolve("record.properties"), new byte[] {(byte) 0xff, 0, '\\', 'u', 'x'});
        Sending second = send(1);
        assertThat(second.ready().resumed()).isFalse();
        assertThat(receive(second.ready().ticket()).bytes()).isEqualTo(LENGTH);
        assertThat(second.end().get()).isTrue();
    }

    /** Otherwise the command would end at once, as complete. */
    @Test
    void aShareThatHadMoreDownloadsThanAreAllowedNowIsNotOfferedAgain() throws Exception {
        Sending first = send(2);
        assertThat(receive(first.ready().ticket()).bytes()).isEqualTo(LENGTH);
        first.node().cancel();
        assertThat(faultOf(first.end())).isEqualTo(FaultCode.CANCELLED);
        Sending second = send(1);
        assertThat(second.ready().resumed()).isFalse();
        assertThat(second.ready().ticket()).isNotEqualTo(first.ready().ticket());
        second.node().cancel();
        assertThat(faultOf(second.end())).isEqualTo(FaultCode.CANCELLED);
    }

    /** A display that redraws would show the last state for as long as the share is open. */
    @Test
    void whenTheLastReceiverHasLeftProgressSaysSo() throws Exception {
        Sending sending = send(2);
        receivePart(sending, LENGTH / 2);
        TransferEvent event = sending.events().take();
        while (!(event instanceof TransferEvent.Progress progress && progress.sources() == 0)) {
            event = sending.events().take();
        }
        sending.node().cancel();
        assertThat(faultOf(sending.end())).isEqualTo(FaultCode.CANCELLED);
    }

    private FaultCode atAddressOf(Sending sending, String ticket) throws Exception {
        ReceiveRequest request = new ReceiveRequest(
                ticket,
                List.of(addressOf(sending)),
                false,
                Finding.NOWHERE,
                new ReceiveRequest.Target.Directory(temp.resolve("elsewhere")),
                Optional.of(Duration.ZERO),
                Duration.ofSeconds(5),
                List.of(),
                false,
                OptionalLong.empty());
        FutureTask<Boolean> receiving = new FutureTask<>(() -> {
            node("receiver").receive(request, YES, event -> {});
            return true;
        });
        receiving.run();
        return faultOf(receiving);
    }

    @Test
    void whatIsSentMustBeThereAndReceivedWithATicket() throws Exception {
        source = temp.resolve("nowhere");
        assertSendingFails(sendRequest(1, 0), FaultCode.SOURCE_UNREADABLE);
        source = Path.of("/dev/null");
        assertSendingFails(sendRequest(1, 0), FaultCode.USAGE);
        assertReceivingFails("godwit:nonsense", FaultCode.TICKET_INVALID);
    }

    @Test
    void eventsComeOneAtATimeAndNoneAfterTheCall() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        OrderlyEvents orderly = new OrderlyEvents(event -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            told.incrementAndGet();
            inside.decrementAndGet();
        });
        TransferEvent event = new TransferEvent.Connected("p", "tcp", "a");
        List<Thread> threads = Stream.generate(() -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        orderly.accept(event);
                    }
                }))
                .limit(3)
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        orderly.close();
        orderly.accept(event);
        assertThat(most).hasValue(1);
        assertThat(told).hasValue(30_000);
    }
}
