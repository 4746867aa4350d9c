package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults of disks and of the source while a folder is sent, each several times at random moments, then the same commands
 * again. At the end the folder is the same on both sides, nothing is left over, and little was sent twice; and nothing
 * unverified ever had its final name. {@code -Dgodwit.faults=20} plays that many rounds of each; the seed is printed.
 */
@Timeout(300)
final class TreeFaultsIT {
    private static final int MIB = 1 << 20;
    private static final int LENGTH = 20 * MIB;

    /** Messages, the manifest in each session, and for each break what was on its way. */
    private static final long MORE_BYTES = LENGTH / 20;

    private static final long ON_ITS_WAY_BYTES = 4 * MIB;

    @RegisterExtension
    private static final FaultTable FAULTS = new FaultTable();

    @RegisterExtension
    private final Stage stage = new Stage();

    private Path source = Path.of("");
    private Path inbox = Path.of("");

    static LongStream seeds() {
        return Seed.announce("TreeFaultsIT").random().longs(Integer.getInteger("godwit.faults", 3));
    }

    @BeforeEach
    void prepare() throws IOException {
        source = stage.folder("photos");
        inbox = stage.folder("inbox");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFullDisk(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SampleTree.plantMany(source, seed, LENGTH);
        inbox = stage.tmpfs(2 * LENGTH / MIB);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        Object[] receive = {Stage.ticket(sender), "-o", inbox, "--at", proxy.address()};
        GodwitProcess receiver = receiverInTheMiddle(proxy, random.nextLong(1, LENGTH / 2), receive);
        FaultTable.Attempt attempt = FAULTS.attempt("disk full in the middle");
        Path filler = Stage.fill(inbox);
        // What waits in the sockets until it has noticed is not its fault.
        proxy.limit(2 * MIB);
        proxy.release();
        receiver.exits(7);
        proxy.limit(KillRound.BYTES_PER_SECOND);
        assertThat(receiver.error().text("code")).isEqualTo("disk-full");
        Files.delete(filler);
        assertNothingElseIsVisible(SampleTree.of(source), Map.of());

        stage.receive("ben", receive).exits(0);
        sender.exits(0);
        assertSame(proxy, 1);
        attempt.recovered();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFileAndAFolderThatBecomeUnreadable(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SampleTree.plantMany(source, seed, LENGTH);
        ProcessBuilder send = Stage.obeyingModes(stage.command("ann", "send", source, "--json", "--bind", "127.0.0.1"));
        GodwitProcess sender = stage.start("ann", send);
        TcpProxy proxy = stage.proxyTo(sender);
        Object[] receive = {Stage.ticket(sender), "-o", inbox, "--at", proxy.address()};
        GodwitProcess receiver = receiverInTheMiddle(proxy, random.nextLong(1, LENGTH / 8), receive);
        FaultTable.Attempt attempt = FAULTS.attempt("file and folder become unreadable");
        List<Path> files = files(source);
        Path file = files.get(random.nextInt(files.size() * 2 / 3, files.size()));
        Path folder =
                files.get(random.nextInt(files.size() * 2 / 3, files.size())).getParent();
        SequencedMap<Path, Set<PosixFilePermission>> modes = new LinkedHashMap<>();
        for (Path path : List.of(file, folder)) {
            modes.put(path, Files.getPosixFilePermissions(path));
            Files.setPosixFilePermissions(path, Set.of());
        }
        proxy.release();
        receiver.exits(7);
        sender.exits(7);
        // The folder first: the file may be in it.
        for (Map.Entry<Path, Set<PosixFilePermission>> mode : modes.reversed().entrySet()) {
            Files.setPosixFilePermissions(mode.getKey(), mode.getValue());
        }
        assertThat(receiver.error().text("code")).isEqualTo("source-unreadable");
        assertThat(receiver.await("incomplete").number("count")).isPositive();
        assertNothingElseIsVisible(SampleTree.of(source), Map.of());

        sender = stage.start("ann", send);
        assertThat(Stage.ticket(sender)).as("the share is not used up").isEqualTo(receive[0]);
        stage.receive("ben", receive).exits(0);
        sender.exits(0);
        assertSame(proxy, 1);
        attempt.recovered();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSourceThatChanges(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SampleTree.plantMany(source, seed, LENGTH);
        Map<String, String> before = SampleTree.of(source);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        Object[] receive = {Stage.ticket(sender), "-o", inbox, "--at", proxy.address(), "--conflict", "overwrite"};
        GodwitProcess receiver = receiverInTheMiddle(proxy, random.nextLong(1, LENGTH / 2), receive);
        FaultTable.Attempt attempt = FAULTS.attempt("files changed, added and removed");
        List<Path> files = files(source);
        for (int i = 0; i < 9; i++) {
            change(files.get(random.nextInt(files.size())), i, random);
        }
        proxy.release();
        // What had arrived before it changed is complete.
        int exit = receiver.exitCode();
        assertThat(exit).isIn(0, 7);
        sender.exits(exit);
        Map<String, String> after = SampleTree.of(source);
        assertNothingElseIsVisible(before, after);

        sender = stage.send("ann", source);
        receive[0] = Stage.ticket(sender);
        stage.receive("ben", receive[0], "-o", inbox, "--conflict", "overwrite").exits(0);
        sender.exits(0);
        Map<String, String> arrived = SampleTree.of(inbox.resolve("photos"));
        assertThat(before.keySet())
                .as("nothing else is there")
                .containsAll(minus(arrived, after).keySet());
        assertThat(arrived).containsAllEntriesOf(after);
        assertNothingIsLeftOver();
        attempt.recovered();
    }

    private static void change(Path file, int kind, SplittableRandom random) throws IOException {
        switch (kind % 3) {
            case 0 -> Files.deleteIfExists(file);
            case 1 -> new RandomContent(random.nextLong()).write(file, random.nextLong(1, 500_000));
            default -> Files.writeString(file.resolveSibling("new-" + kind), "new", StandardOpenOption.CREATE);
        }
    }

    private static Map<String, String> minus(Map<String, String> all, Map<String, String> without) {
        Map<String, String> rest = new TreeMap<>(all);
        rest.keySet().removeAll(without.keySet());
        return rest;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bitsThatFlipInAPartialFile(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        new RandomContent(seed).write(source.resolve("film"), LENGTH);
        Files.createDirectory(source.resolve("a"));
        new RandomContent(seed).write(source.resolve("a/small"), 1_000);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        Object[] receive = {Stage.ticket(sender), "-o", inbox, "--at", proxy.address()};
        GodwitProcess receiver = receiverInTheMiddle(proxy, random.nextLong(8 * MIB, 14 * MIB), receive);
        receiver.kill();
        proxy.release();
        FaultTable.Attempt attempt = FAULTS.attempt("bits flip in a partial file");
        assertThat(inbox.resolve("photos/film")).doesNotExist();
        List<String> partials = Stage.partialsIn(inbox.resolve("photos"));
        assertThat(partials).hasSize(1);
        int flips = random.nextInt(1, 6);
        try (RandomAccessFile partial = new RandomAccessFile(
                inbox.resolve("photos").resolve(partials.getFirst()).toFile(), "rw")) {
            for (int i = 0; i < flips; i++) {
                // What came first was verified and journalled long ago.
                long offset = random.nextLong(2 * MIB);
                partial.seek(offset);
                int value = partial.read();
                partial.seek(offset);
                partial.write(value ^ 1 << random.nextInt(Byte.SIZE));
            }
        }
        GodwitProcess again = stage.receive("ben", receive).exits(0);
        sender.exits(0);
        long claimed = again.await("manifest").number("bytesHere");
        assertThat(again.await("done").number("bytesTransferred"))
                .as("what is damaged is fetched again")
                .isGreaterThan(LENGTH + 1_000 - claimed);
        assertSame(proxy, 1 + flips);
        attempt.recovered();
    }

    /** Starts to receive, until that much has come down and nothing more does. */
    private GodwitProcess receiverInTheMiddle(TcpProxy proxy, long bytes, Object... receive) throws Exception {
        // Slower than both sides, so that little waits in the sockets.
        proxy.limit(KillRound.BYTES_PER_SECOND);
        proxy.holdAfter(bytes);
        GodwitProcess receiver = stage.receive("ben", receive);
        proxy.awaitHold();
        return receiver;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Whatever has its final name has the content of one of these two versions. */
    private void assertNothingElseIsVisible(Map<String, String> version, Map<String, String> other) throws IOException {
        SampleTree.of(inbox.resolve("photos")).forEach((path, arrived) -> {
            if (arrived.startsWith("file") && !path.endsWith(".part")) {
                assertThat(content(arrived))
                        .as(path)
                        .isIn(content(version.getOrDefault(path, "")), content(other.getOrDefault(path, "")));
            }
        });
    }

    /** Without mode and time. */
    private static String content(String described) {
        String[] words = described.split(" ");
        return String.join(" ", List.of(words).subList(Math.max(0, words.length - 2), words.length));
    }

    private void assertSame(TcpProxy proxy, int breaks) throws IOException {
        assertThat(SampleTree.of(inbox.resolve("photos"))).isEqualTo(SampleTree.of(source));
        assertNothingIsLeftOver();
        long more = proxy.downBytes() - SampleTree.bytesIn(source);
        System.out.printf("%,d bytes more than there are, after %d breaks%n", more, breaks);
        assertThat(more).isLessThan(MORE_BYTES + breaks * ON_ITS_WAY_BYTES);
    }

    private void assertNothingIsLeftOver() throws IOException {
        assertThat(Stage.namesIn(inbox)).containsExactly("photos");
        assertThat(SampleTree.of(inbox).keySet()).noneMatch(path -> path.endsWith(".part"));
        assertThat(stage.home("ben").resolve("transfers")).isEmptyDirectory();
    }
}
