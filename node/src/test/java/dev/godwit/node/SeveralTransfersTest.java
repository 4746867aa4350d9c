package dev.godwit.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.node.finding.Finding;
import dev.godwit.node.home.Home;
import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One node that sends and receives at the same time. */
@Timeout(60)
class SeveralTransfersTest {
    private static final int LENGTH = (8 << 20) + 7;

    @TempDir
    private Path temp;

    private Node node(String name) throws FaultException {
        return Node.open(new Home(temp.resolve(name)));
    }

    private Path source(String name, long seed) throws IOException {
        return new RandomContent(seed).write(temp.resolve(name), LENGTH);
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("transfer").start(task);
        return task;
    }

    private record Sending(String ticket, FutureTask<Boolean> end) {}

    private static Sending send(Node node, Path source) throws InterruptedException {
        BlockingQueue<TransferEvent> events = new LinkedBlockingQueue<>();
        SendRequest request = new SendRequest(
                new SendRequest.Source.Files(List.of(source), Links.KEEP, List.of(), List.of()),
                Optional.empty(),
                Optional.of(InetAddress.getLoopbackAddress()),
                0,
                Duration.ofHours(1),
                1,
                Duration.ofSeconds(10),
                OptionalLong.empty(),
                CompressMode.NEVER,
                false,
                false,
                Finding.NOWHERE);
        FutureTask<Boolean> end = start(() -> {
            node.send(request, words -> true, events::add);
            return true;
        });
        return new Sending(((TransferEvent.Ready) events.take()).ticket(), end);
    }

    /** All begin to fetch at the same moment. */
    private FutureTask<Path> receive(Node node, String ticket, String inbox, CountDownLatch together) {
        ReceiveRequest request = new ReceiveRequest(
                ticket,
                List.of(),
                false,
                Finding.NOWHERE,
                new ReceiveRequest.Target.Directory(temp.resolve(inbox)),
                Optional.of(Duration.ofSeconds(20)),
                Duration.ofSeconds(10),
                List.of(),
                false,
                OptionalLong.empty());
        return start(() -> {
            node.receive(request, new Together(together), event -> {});
            return temp.resolve(inbox);
        });
    }

    private record Together(CountDownLatch latch) implements Decisions {
        @Override
        public boolean accept(TransferEvent.Manifest offer) {
            latch.countDown();
            try {
                latch.await();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public Optional<ConflictRule> conflict(String name) {
            return Optional.of(ConflictRule.FAIL);
        }

        @Override
        public boolean sameWords(TransferEvent.Comparing words) {
            return true;
        }

        @Override
        public Duration scanWait() {
            return Duration.ofSeconds(5);
        }
    }

    @Test
    void twoDownloadsAndAShareOfOneNodeDoNotMixUp() throws Exception {
        Path first = source("first", 1);
        Path second = source("second", 2);
        Path own = source("own", 3);
        Node node = node("node");
        Sending fromAnn = send(node("ann"), first);
        Sending fromBob = send(node("bob"), second);
        Sending toCid = send(node, own);
        CountDownLatch together = new CountDownLatch(3);
        FutureTask<Path> ofAnn = receive(node, fromAnn.ticket, "of ann", together);
        FutureTask<Path> ofBob = receive(node, fromBob.ticket, "of bob", together);
        FutureTask<Path> ofCid = receive(node("cid"), toCid.ticket, "of cid", together);
        assertArrived(ofAnn.get(), first);
        assertArrived(ofBob.get(), second);
        assertArrived(ofCid.get(), own);
        for (Sending sending : List.of(fromAnn, fromBob, toCid)) {
            assertThat(sending.end.get()).isTrue();
        }
    }

    private static void assertArrived(Path inbox, Path source) throws IOException {
        assertThat(inbox.resolve(source.getFileName())).hasSameBinaryContentAs(source);
        try (var files = Files.list(inbox)) {
            assertThat(files).hasSize(1);
        }
    }
}
