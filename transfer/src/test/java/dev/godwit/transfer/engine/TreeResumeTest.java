package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders over lost connections, stopped runs and restarted senders: the result is right, and little comes twice. */
@Timeout(120)
class TreeResumeTest {
    private static final int PIECE = 256 * 1024;
    private static final long BOTH_STREAMS = 2L * (PIECE + (512 << 10));

    @TempDir
    private Path temp;

    private final Seed seed = Seed.announce("TreeResumeTest");
    private final SplittableRandom random = seed.random();
    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;
    private Path top;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
        top = Files.createDirectories(temp.resolve("source/top"));
        Trees.many(top, 400, random);
        for (int i = 0; i < 5; i++) {
            new RandomContent(random.nextLong())
                    .write(top.resolve("folder" + i % 3 + "/large" + i), (3L + 3L * i) * PIECE + random.nextInt(PIECE));
        }
    }

    private TestSender send() throws IOException {
        return TestSender.of(network, TestSender.tree(top), 1);
    }

    private long length() throws IOException {
        long bytes = 0;
        for (String path : Trees.contents(top).keySet()) {
            bytes += Files.size(top.resolve(path));
        }
        return bytes;
    }

    private void assertSame() throws IOException {
        assertThat(Trees.describe(receiver.folder)).isEqualTo(Trees.describe(top.getParent(), "sender."));
    }

    /** Runs with no patience that end with the first cut, each a new download with what the last has left. */
    @Test
    void runsThatEndAnywhereGoOnFromThereAndFetchLittleTwice() throws IOException {
        TestSender sender = send();
        long transferred = 0;
        int ended = 0;
        receiver.patience = Duration.ZERO;
        for (int run = 0; ; run++) {
            assertThat(run).isLessThan(30);
            long before = sender.share.tally().transferredBytes();
            network.cutOnceAfter(PIECE + random.nextLong(6L * PIECE));
            try {
                receiver.receive(sender.aim());
                break;
            } catch (FaultException e) {
                assertThat(e.fault().code()).isIn(FaultCode.CONNECTION_LOST, FaultCode.PEER_BUSY);
                ended++;
            } finally {
                transferred += sender.share.tally().transferredBytes() - before;
            }
            TestReceiver.until(() -> sender.share.receivers() == 0);
        }
        assertSame();
        assertThat(ended).isGreaterThanOrEqualTo(3);
        // What the sender had put on its way counts too.
        assertThat(transferred - length()).isLessThanOrEqualTo(ended * 2L * BOTH_STREAMS);
        assertThat(sender.ended()).isTrue();
    }

    @Test
    void oneRunOverManyCutsFetchesLittleTwice() throws IOException {
        TestSender sender = send();
        network.cutEvery(5 * PIECE + random.nextInt(PIECE));
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertSame();
        assertThat(network.cuts()).isGreaterThanOrEqualTo(4);
        assertThat(done.statistics().bytesTransferred() - length()).isLessThanOrEqualTo(network.cuts() * BOTH_STREAMS);
        assertThat(done.statistics().bytesSentTwice()).isLessThanOrEqualTo(network.cuts() * BOTH_STREAMS);
        assertThat(done.statistics().retries()).isGreaterThanOrEqualTo(network.cuts() - 1);
    }

    private void receivePart(TestSender sender) throws IOException {
        network.cutOnceAfter(4L * PIECE + random.nextLong(20L * PIECE));
        receiver.patience = Duration.ZERO;
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.CONNECTION_LOST);
        receiver.patience = Duration.ofSeconds(20);
    }

    /** Every index is another than before; what is the same is known by what it is. */
    @Test
    void aSenderThatOffersMoreInFrontGoesOn() throws IOException {
        TestSender sender = send();
        receivePart(sender);
        Files.writeString(Files.createDirectories(top.resolve("aaa")).resolve("new"), "new");
        new RandomContent(1).write(top.resolve("aaa/new large"), 3 * PIECE + 1);
        sender.replace(() -> TestSender.tree(top));
        receiver.receive(sender.aim());
        assertSame();
        assertThat(sender.receipts).hasValue(1);
        assertThat(receiver.record.partials()).isEmpty();
    }

    @Test
    void filesThatAreGoneInARestartedSenderLeaveNothingUnfinished() throws IOException {
        TestSender sender = send();
        receivePart(sender);
        for (int i = 0; i < 5; i++) {
            Files.delete(top.resolve("folder" + i % 3 + "/large" + i));
        }
        sender.replace(() -> TestSender.tree(top));
        receiver.receive(sender.aim());
        assertThat(Trees.contents(receiver.folder))
                .containsAllEntriesOf(Trees.contents(top).entrySet().stream()
                        .collect(Collectors.toMap(e -> "top/" + e.getKey(), e -> e.getValue())))
                .allSatisfy((path, content) -> assertThat(path).doesNotContain(".part"));
    }

    /** The same within one run of the receiver: the sender comes back with another tree while it waits. */
    @Test
    void aTreeThatChangesBetweenTwoConnectionsOfOneRun() throws Exception {
        TestSender sender = send();
        network.cutOnceAfter(6L * PIECE + random.nextLong(12L * PIECE));
        receiver.listening(event -> {
            if (event instanceof TransferEvent.Waiting && Files.notExists(top.resolve("aaa"))) {
                sender.replace(() -> {
                    Files.writeString(top.resolve("aaa"), "new");
                    Files.delete(top.resolve("folder3/file399"));
                    Files.writeString(top.resolve("folder0/file1"), "changed in length and time");
                    return TestSender.tree(top);
                });
            }
        });
        receiver.receive(sender.aim());
        Map<String, Integer> expected = Trees.contents(top);
        assertThat(receiver.folder.resolve("top/aaa")).hasContent("new");
        Map<String, Integer> received = Trees.contents(receiver.folder.resolve("top"));
        received.remove("folder3/file399");
        // A file that had come before it changed is in the way of its new version.
        if (receiver.problems.count() > 0) {
            assertThat(receiver.problems.list()).singleElement().satisfies(problem -> {
                assertThat(problem.path()).isEqualTo("top/folder0/file1");
                assertThat(problem.fault().code()).isEqualTo(FaultCode.CONFLICT);
            });
            received.remove("folder0/file1");
            expected.remove("folder0/file1");
        }
        assertThat(received).isEqualTo(expected);
    }
}
