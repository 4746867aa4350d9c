package dev.godwit.transfer.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.glob.PathGlob;
import dev.godwit.content.source.TreeScan;
import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.event.Preview;
import dev.godwit.transfer.event.Problems.Problem;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Outcome;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders from a sender to receivers, all in this process. */
@Timeout(60)
class TreeDownloadTest {
    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private TestReceiver receiver;
    private Path top;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
        top = Files.createDirectories(temp.resolve("source/top"));
    }

    private TestSender send() throws IOException {
        return TestSender.of(network, TestSender.tree(top), 5);
    }

    private void assertSame() throws IOException {
        assertThat(Trees.describe(receiver.folder)).isEqualTo(Trees.describe(top.getParent(), "sender."));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfEntryArrivesWithModesAndTimes(CompressMode mode) throws IOException {
        Trees.oneOfEverything(top);
        TestSender sender =
                TestSender.of(network, TestSender.tree(top), 1, new TestSender.Manner(RateLimit.UNLIMITED, mode));
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertSame();
        assertThat(done.outcome()).isEqualTo(Outcome.TRANSFERRED);
        assertThat(done.entries()).isEqualTo(15);
        assertThat(done.path())
                .isEqualTo(receiver.folder.toRealPath().resolve("top").toString());
        assertThat(receiver.problems.count()).isZero();
        assertThat(sender.ended()).isTrue();
        assertThat(sender.events(TransferEvent.Done.class))
                .singleElement()
                .satisfies(told -> assertThat(told.contentId()).isEqualTo(done.contentId()));
        assertThat(receiver.record.partials()).isEmpty();
        assertThat(receiver.record.entryJournal()).doesNotExist();
    }

    @Test
    void whatCanBeCompressedCrossesTheWireSmall() throws IOException {
        String line = "a line of a log file that says nothing much\n";
        Files.writeString(top.resolve("small"), line.repeat(1_000));
        Files.writeString(top.resolve("large"), line.repeat(100_000));
        byte[] holes = new byte[20 * 16_384];
        Arrays.fill(holes, 3 * 16_384, 5 * 16_384 + 7, (byte) 'x');
        Files.write(top.resolve("with holes"), holes);
        TestSender sender = TestSender.of(
                network, TestSender.tree(top), 1, new TestSender.Manner(RateLimit.UNLIMITED, CompressMode.ALWAYS));
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertSame();
        assertThat(done.statistics().bytesSaved()).isGreaterThan(4_000_000);
        assertThat(network.delivered()).isLessThan(200_000);
        assertThat(sender.ended()).isTrue();
        assertThat(sender.events(TransferEvent.Done.class)
                        .getFirst()
                        .statistics()
                        .bytesSaved())
                .isEqualTo(done.statistics().bytesSaved());
    }

    @Test
    void aDryRunTellsOfWhatIsWhereAFolderWouldBe() throws IOException {
        Trees.oneOfEverything(top);
        Files.createDirectories(receiver.folder.resolve("top"));
        Files.createFile(receiver.folder.resolve("top/a"));
        Files.createSymbolicLink(receiver.folder.resolve("top/empty folder"), Path.of("/"));
        Files.createFile(top.resolve("empty folder/in it"));
        receiver.wants = new DownloadRequest.Wants(Optional.empty(), true, RateLimit.UNLIMITED);
        TransferEvent.Done done = receiver.receive(send().aim());
        assertThat(done.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(receiver.events(TransferEvent.Waiting.class)).isEmpty();
        assertThat(receiver.events(TransferEvent.Planned.class))
                .contains(
                        new TransferEvent.Planned("top/a/b/c/script", 100, TransferEvent.Plan.CONFLICT),
                        new TransferEvent.Planned("top/empty folder/in it", 0, TransferEvent.Plan.CONFLICT),
                        new TransferEvent.Planned("top/empty", 0, TransferEvent.Plan.RECEIVE));
    }

    /** A power cut after the receipt must not leave names without content. */
    @Test
    void everythingIsOnTheDiskBeforeTheSenderIsTold() throws IOException {
        Trees.many(top, 200, new SplittableRandom(3));
        List<Boolean> forced = new CopyOnWriteArrayList<>();
        TestSender sender = TestSender.of(
                network,
                TestSender.tree(top),
                (receipt, signature) ->
                        forced.add(requireNonNull(receiver.lastRoot).isForced()));
        receiver.listening(event -> {
            if (event instanceof TransferEvent.Connected) {
                forced.add(requireNonNull(receiver.lastRoot).isForced());
            }
        });
        receiver.receive(sender.aim());
        assertThat(sender.ended()).isTrue();
        assertThat(forced).containsExactly(true, true);
        assertThat(receiver.record.entryJournal()).doesNotExist();
    }

    @Test
    void thousandsOfSmallFilesArrive() throws IOException {
        Trees.many(top, 5_000, new SplittableRandom(1));
        TestSender sender = TestSender.of(network, TestSender.tree(top), 1);
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.entries()).isEqualTo(5_051);
        assertSame();
        assertThat(sender.ended()).isTrue();
    }

    /** The range that a request names holds the folders between two files as well. */
    @Test
    void smallFilesFarApartAreNotAskedForAtOnce() throws IOException {
        Files.writeString(top.resolve("a"), "first");
        for (int i = 0; i < 1_030; i++) {
            Files.createDirectory(top.resolve("folder" + i));
        }
        Files.writeString(top.resolve("z"), "last");
        TestSender sender = send();
        assertThat(receiver.receive(sender.aim()).entries()).isEqualTo(1_033);
        assertSame();
    }

    @Test
    void aSecondRunFindsEverythingThere() throws IOException {
        Trees.oneOfEverything(top);
        TestSender sender = send();
        TransferEvent.Done first = receiver.receive(sender.aim());
        TransferEvent.Done second = receiver.receive(sender.aim());
        assertThat(second.statistics().bytesTransferred()).isZero();
        assertThat(second.contentId()).isEqualTo(first.contentId());
        assertThat(second.outcome()).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(sender.receipts).hasValue(2);
        assertSame();
    }

    @Test
    void theSenderSeesThatAReceiverCompares() throws Exception {
        Trees.many(top, 300, new SplittableRandom(4));
        StallingContent content = new StallingContent(TestSender.tree(top), Long.MAX_VALUE);
        content.answersBelow = 200;
        TestSender sender = TestSender.of(network, content, 1);
        Path inbox = receiver.folder.resolve("top");
        for (String path : Trees.contents(top).keySet()) {
            Files.createDirectories(inbox.resolve(path).getParent());
            Files.copy(top.resolve(path), inbox.resolve(path));
        }
        FutureTask<TransferEvent.Done> download = receiver.start(sender.aim());
        TestReceiver.until(() -> sender.share.tally().verifiedBytes() > 0);
        content.goOn();
        assertThat(download.get().outcome()).isEqualTo(Outcome.ALREADY_THERE);
    }

    @Test
    void onlyWhatIsSelectedComes() throws IOException {
        Trees.oneOfEverything(top);
        TestSender sender = send();
        receiver.wants = new DownloadRequest.Wants(
                Optional.of(PathGlob.of(List.of("c/", "/top/empty"))), false, RateLimit.UNLIMITED);
        receiver.receive(sender.aim());
        assertThat(Trees.contents(receiver.folder))
                .containsOnlyKeys("top/a/b/c/empty too", "top/a/b/c/large", "top/a/b/c/script", "top/empty");
        assertThat(receiver.folder.resolve("top/empty folder")).doesNotExist();
        assertThat(sender.receipts).hasValue(1);
    }

    @Test
    void aRehearsalTellsAndChangesNothing() throws IOException {
        Trees.oneOfEverything(top);
        TestSender sender = send();
        Files.createDirectories(receiver.folder.resolve("top/empty"));
        Files.writeString(receiver.folder.resolve("top/link"), "mine");
        Map<String, String> before = Trees.describe(receiver.folder, "-");
        receiver.wants = new DownloadRequest.Wants(Optional.empty(), true, RateLimit.UNLIMITED);
        receiver.receive(sender.aim());
        assertThat(Trees.describe(receiver.folder, "-")).isEqualTo(before);
        assertThat(receiver.events(TransferEvent.Planned.class))
                .hasSize(9)
                .contains(
                        new TransferEvent.Planned("top/a/b/c/script", 100, TransferEvent.Plan.RECEIVE),
                        new TransferEvent.Planned("top/empty", 0, TransferEvent.Plan.CONFLICT),
                        new TransferEvent.Planned("top/link", 0, TransferEvent.Plan.CONFLICT));
        assertThat(sender.receipts).hasValue(0);
    }

    /** What is found first is fetched while the rest is still looked for. */
    @Test
    void aListingThatGrowsIsFetchedAsItComes() throws Exception {
        Trees.many(top, 300, new SplittableRandom(2));
        CountDownLatch goOn = new CountDownLatch(1);
        TreeScan scan = TreeScan.of(List.of(top), TreeScan.Options.USUAL);
        SharedContent content = TestSender.tree(
                scan,
                (found, problems) -> scan.run(
                        entry -> {
                            if (entry.index() == 200) {
                                awaitQuietly(goOn);
                            }
                            found.add(entry);
                        },
                        problem -> {}),
                top.getParent());
        TestSender sender = TestSender.of(network, content, 1);
        receiver.scanWait = Duration.ZERO;
        FutureTask<TransferEvent.Done> download = receiver.start(sender.aim());
        TestReceiver.until(() -> receiver.hasFiles(190));
        goOn.countDown();
        assertThat(download.get().entries()).isEqualTo(304);
        assertSame();
        assertThat(receiver.events(TransferEvent.Manifest.class).getFirst().complete())
                .isFalse();
    }

    /** What fits in one round trip of the manifest is no more than a part of it. */
    @Test
    void whoDoesNotWaitIsToldAllThatTheSenderKnows() throws Exception {
        Trees.many(top, 5_000, new SplittableRandom(2));
        SharedContent content = TestSender.tree(top);
        assertThat(content.listing().awaitComplete(Duration.ofSeconds(30))).isTrue();
        TestSender sender = TestSender.of(network, content, 1);
        receiver.scanWait = Duration.ZERO;
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(receiver.events(TransferEvent.Manifest.class))
                .singleElement()
                .satisfies(manifest -> {
                    assertThat(manifest.complete()).isTrue();
                    assertThat(manifest.entries()).isEqualTo(5_051);
                    assertThat(manifest.bytes()).isEqualTo(done.bytes());
                });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No manifest names what is in a folder that the sender may not open: the share waits for the rest of it. */
    @Test
    void whatTheScanCouldNotGetAtDoesNotUseUpTheShare() throws IOException {
        Files.writeString(top.resolve("file"), "content");
        TreeScan scan = TreeScan.of(List.of(top), TreeScan.Options.USUAL);
        SharedContent content = TestSender.tree(
                scan,
                (found, problems) -> {
                    scan.run(found::add, problem -> {});
                    problems.add("top/closed", Fault.of(FaultCode.SOURCE_UNREADABLE, "top/closed"));
                },
                top.getParent());
        TestSender sender = TestSender.of(network, content, 1);
        assertThat(receiver.receive(sender.aim()).parts().whole()).isTrue();
        assertThat(sender.receipts).hasValue(0);
        assertThat(sender.ended()).isFalse();
        sender.replace(() -> TestSender.tree(top));
        receiver.receive(sender.aim());
        assertThat(sender.receipts).hasValue(1);
    }

    /** Otherwise who waits for a name that is being looked for would wait for ever. */
    @Test
    void whoStopsWhileTheSenderStillLooksGoesHome() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Files.writeString(top.resolve("file"), "content");
        TreeScan scan = TreeScan.of(List.of(top), TreeScan.Options.USUAL);
        SharedContent content = TestSender.tree(
                scan,
                (found, problems) -> {
                    scan.run(found::add, problem -> {});
                    awaitQuietly(goOn);
                },
                top.getParent());
        TestSender sender = TestSender.of(network, content, 1);
        receiver.scanWait = Duration.ZERO;
        FutureTask<FaultCode> stopped =
                TestReceiver.start(() -> receiver.failing(sender.aim()).code());
        TestReceiver.until(() -> receiver.hasFiles(1));
        receiver.cancellation.cancel();
        assertThat(stopped.get()).isEqualTo(FaultCode.CANCELLED);
        goOn.countDown();
    }

    @Test
    void r3HiddenAndExecutableEntriesAreToldBeforeTheQuestion() throws IOException {
        Trees.oneOfEverything(top);
        Files.writeString(top.resolve(".bashrc"), "alias ls=rm");
        Files.createDirectories(top.resolve(".ssh"));
        for (int i = 0; i < 7; i++) {
            Files.createFile(top.resolve(".ssh/.key" + i));
        }
        List<Preview> asked = new ArrayList<>();
        receiver.consent = manifest -> asked.add(manifest.preview());
        TestSender sender = TestSender.of(network, TestSender.tree(top), 2);
        receiver.receive(sender.aim());
        assertThat(asked).singleElement().satisfies(preview -> {
            assertThat(preview.executable()).isEqualTo(new Preview.Names(1, List.of("top/a/b/c/script")));
            assertThat(preview.hidden().count()).isEqualTo(9);
            assertThat(preview.hidden().first())
                    .containsExactly("top/.bashrc", "top/.ssh", "top/.ssh/.key0", "top/.ssh/.key1", "top/.ssh/.key2");
        });
        receiver.wants =
                new DownloadRequest.Wants(Optional.of(PathGlob.of(List.of("/top/empty"))), false, RateLimit.UNLIMITED);
        receiver.receive(sender.aim());
        assertThat(asked.getLast()).isEqualTo(Preview.NONE);
    }

    enum Loss {
        VANISHED,
        GROWN,
        UNREADABLE
    }

    @ParameterizedTest
    @EnumSource
    void filesThatCanNotBeSentAreToldOnBothSidesAndTheRestArrives(Loss loss) throws IOException {
        Trees.oneOfEverything(top);
        List<String> lost = List.of("top/a/b/c/large", "top/a/b/c/script");
        TestSender sender = TestSender.of(network, TestSender.tree(top), 1);
        receiver.consent = manifest -> {
            lost.forEach(path -> lose(top.resolveSibling(path), loss));
            return true;
        };
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.entries()).isEqualTo(13);
        Map<String, Integer> expected = Trees.contents(top.getParent());
        expected.keySet().removeIf(path -> path.startsWith("sender.") || lost.contains(path));
        assertThat(Trees.contents(receiver.folder)).isEqualTo(expected);
        FaultCode code = loss == Loss.GROWN ? FaultCode.SOURCE_CHANGED : FaultCode.SOURCE_UNREADABLE;
        for (List<Problem> problems : List.of(
                receiver.problems.list(), sender.share.content().problems().list())) {
            assertThat(problems).extracting(Problem::path).containsExactlyInAnyOrderElementsOf(lost);
            assertThat(problems).allMatch(problem -> problem.fault().code() == code);
        }
        // It has all that it can have, which does not use up the share: what the sender can send again may follow.
        assertThat(sender.receipts).hasValue(0);
        assertThat(sender.ended()).isFalse();
        sender.replace(() -> TestSender.tree(top));
        receiver.consent = manifest -> true;
        receiver.receive(sender.aim());
        assertThat(sender.receipts).hasValue(1);
        assertSame();
    }

    private static void lose(Path file, Loss loss) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            switch (loss) {
                case VANISHED -> {}
                case GROWN -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
                case UNREADABLE -> Files.createDirectory(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStalledReceiverHoldsNobodyUp() throws Exception {
        Trees.oneOfEverything(top);
        TestSender sender = send();
        CountDownLatch never = new CountDownLatch(1);
        TestReceiver stalled = new TestReceiver(network, temp.resolve("stalled"));
        CountDownLatch asked = new CountDownLatch(1);
        stalled.consent = manifest -> {
            asked.countDown();
            awaitQuietly(never);
            return false;
        };
        FutureTask<FaultCode> waiting =
                TestReceiver.start(() -> stalled.failing(sender.aim()).code());
        asked.await();
        TestReceiver second = new TestReceiver(network, temp.resolve("second"));
        FutureTask<TransferEvent.Done> other = second.start(sender.aim());
        receiver.receive(sender.aim());
        other.get();
        assertSame();
        assertThat(Trees.contents(second.folder)).isEqualTo(Trees.contents(receiver.folder));
        never.countDown();
        assertThat(waiting.get()).isEqualTo(FaultCode.DECLINED);
        assertThat(sender.receipts).hasValue(2);
    }

    @Test
    void bothSidesKeepToTheirLimits() throws IOException {
        Trees.oneOfEverything(top);
        long bytes = 7L * Trees.SMALL;
        RateLimit slow = RateLimit.of(OptionalLong.of(4 * bytes));
        TestSender limited =
                TestSender.of(network, TestSender.tree(top), 1, new TestSender.Manner(slow, CompressMode.NEVER));
        assertThat(receiver.receive(limited.aim()).statistics().seconds()).isGreaterThan(0.1);
        TestReceiver second = new TestReceiver(network, temp.resolve("second"));
        second.wants = new DownloadRequest.Wants(Optional.empty(), false, slow);
        Files.delete(top.resolveSibling("sender.entries"));
        assertThat(second.receive(send().aim()).statistics().seconds()).isGreaterThan(0.1);
        assertThat(Trees.contents(second.folder)).isEqualTo(Trees.contents(receiver.folder));
    }

    @Test
    void timeAtThePromptIsNoPartOfTheTransfer() throws IOException {
        Files.writeString(top.resolve("file"), "content");
        long[] nanos = new long[1];
        receiver.consent = manifest -> {
            long start = System.nanoTime();
            TestReceiver.until(() -> System.nanoTime() - start > 300_000_000);
            nanos[0] = System.nanoTime() - start;
            return true;
        };
        long start = System.nanoTime();
        double seconds = receiver.receive(send().aim()).statistics().seconds();
        assertThat(seconds).isLessThanOrEqualTo((System.nanoTime() - start - nanos[0]) / 1e9);
    }

    @Test
    void aShareWithoutAnEntryEnds() throws IOException {
        TreeScan scan = TreeScan.of(List.of(top), TreeScan.Options.USUAL);
        TestSender sender = TestSender.of(network, TestSender.tree(scan, (found, problems) -> {}, top.getParent()), 1);
        assertThat(sender.failed().code()).isEqualTo(FaultCode.USAGE);
    }
}
