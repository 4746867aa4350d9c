package dev.godwit.content.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.content.glob.IgnoreRules;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.ManifestOrder;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.content.source.TreeScan.Options;
import dev.godwit.content.source.TreeScan.Problem;
import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeScanTest {
    private static final long LARGE = 300L << 20;

    @TempDir
    private Path directory;

    private Path top;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    @BeforeEach
    void makeTop() throws IOException {
        top = Files.createDirectory(directory.resolve("top"));
    }

    @Test
    void tellsAParentFirstAndNeighboursByTheirBytes() throws IOException {
        for (String file : List.of("b", "a.txt", "a/x", "B", "é", "\uD83D\uDE00", "\uFB00", "a/y/z", "-", "a b")) {
            Files.createDirectories(top.resolve(file).getParent());
            Files.createFile(top.resolve(file));
        }
        Files.createDirectory(top.resolve("empty"));
        scan(Options.USUAL);
        assertThat(paths)
                .containsExactly(
                        "top",
                        "top/-",
                        "top/B",
                        "top/a",
                        "top/a/x",
                        "top/a/y",
                        "top/a/y/z",
                        "top/a b",
                        "top/a.txt",
                        "top/b",
                        "top/empty",
                        "top/é",
                        "top/\uFB00",
                        "top/\uD83D\uDE00");
        assertThat(problems).isEmpty();
    }

    @Test
    void tellsWhatEachIs() throws IOException {
        Instant time = Instant.parse("2021-02-03T04:05:06.123456789Z");
        Path file = new RandomContent(1).write(top.resolve("file"), 12_345);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setAttribute(file, "unix:mode", 04751);
        Files.setLastModifiedTime(file, FileTime.from(time));
        Path link = Files.createSymbolicLink(top.resolve("link"), Path.of("../nowhere/é"));
        Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(top, FileTime.from(time.minusSeconds(9)));
        scan(Options.USUAL);
        assertThat(entries.get(0)).isEqualTo(new Entry.Directory(0, 0, "top", 0700, time.minusSeconds(9)));
        assertThat(entries.get(1))
                .isEqualTo(new Entry.File(
                        1,
                        1,
                        "file",
                        0751,
                        time,
                        12_345,
                        12_345,
                        dev.godwit.content.merkle.PieceSize.forLength(12_345)));
        Entry.Link found = (Entry.Link) entries.get(2);
        assertThat(found.target()).isEqualTo("../nowhere/é");
        assertThat(found.modifiedTime())
                .isEqualTo(Files.getLastModifiedTime(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                        .toInstant());
    }

    @Test
    void countsTheHolesOfLargeFilesAlone() throws IOException {
        new RandomContent(1).writeSparse(top.resolve("large"), LARGE, 1 << 20, 0, LARGE / 2);
        new RandomContent(1).writeSparse(top.resolve("small"), 1 << 20, 4096, 0);
        scan(Options.USUAL);
        Entry.File large = (Entry.File) entries.get(1);
        Entry.File small = (Entry.File) entries.get(2);
        assertThat(large.length()).isEqualTo(LARGE);
        assertThat(large.dataBytes()).isBetween(2L << 20, 3L << 20);
        assertThat(small.dataBytes()).isEqualTo(small.length());
    }

    @Test
    void takesSeveralPathsInTheOrderOfTheirNames() throws IOException {
        Path file =
                Files.createFile(Files.createDirectory(directory.resolve("z")).resolve("a"));
        Path linked = Files.createSymbolicLink(directory.resolve("m"), top);
        Files.createFile(top.resolve("inside"));
        TreeScan scan = TreeScan.of(List.of(top, linked, file), new Options(Links.SKIP, IgnoreRules.NONE));
        run(scan);
        // A link that was named is followed, whatever becomes of others.
        assertThat(paths).containsExactly("a", "m", "m/inside", "top", "top/inside");
    }

    @Test
    void refusesToBeginWithWhatCannotBeSent() throws Exception {
        Path same = Files.createDirectories(directory.resolve("other/top"));
        assertThatThrownBy(() -> TreeScan.of(List.of(top, same), Options.USUAL))
                .isInstanceOf(DuplicateNameException.class)
                .hasMessageContaining(top.toString())
                .hasMessageContaining(same.toString());
        assertThatThrownBy(() -> TreeScan.of(List.of(top, directory.resolve("none")), Options.USUAL))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> TreeScan.of(List.of(Path.of("/")), Options.USUAL))
                .isInstanceOf(UnsafeNameException.class);
        assertThatThrownBy(() -> TreeScan.of(List.of(pipe("pipe")), Options.USUAL))
                .isInstanceOf(NotRegularFileException.class);
    }

    @Test
    void keepsFollowsOrSkipsLinks() throws IOException {
        Files.createFile(Files.createDirectory(top.resolve("d")).resolve("f"));
        Files.createSymbolicLink(top.resolve("to-d"), Path.of("d"));
        Files.createSymbolicLink(top.resolve("to-f"), Path.of("d/f"));
        Files.createSymbolicLink(top.resolve("to-none"), Path.of("none"));
        scan(new Options(Links.SKIP, IgnoreRules.NONE));
        assertThat(paths).containsExactly("top", "top/d", "top/d/f");
        scan(Options.USUAL);
        assertThat(paths).containsExactly("top", "top/d", "top/d/f", "top/to-d", "top/to-f", "top/to-none");
        assertThat(entries.subList(3, 6)).allMatch(Entry.Link.class::isInstance);
        scan(new Options(Links.FOLLOW, IgnoreRules.NONE));
        assertThat(paths).containsExactly("top", "top/d", "top/d/f", "top/to-d", "top/to-d/f", "top/to-f");
        assertThat(entries.get(3)).isInstanceOf(Entry.Directory.class);
        assertThat(entries.get(5)).isInstanceOf(Entry.File.class);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(top.resolve("to-none"));
            assertThat(problem.cause()).isInstanceOf(NoSuchFileException.class);
        });
    }

    @Test
    void aLoopOfLinksIsAProblemAndEnds() throws IOException {
        Path deep = Files.createDirectories(top.resolve("a/b"));
        Files.createSymbolicLink(deep.resolve("up"), Path.of("../.."));
        Files.createSymbolicLink(top.resolve("self"), Path.of("."));
        Files.createSymbolicLink(top.resolve("a/around"), Path.of("around"));
        scan(new Options(Links.FOLLOW, IgnoreRules.NONE));
        assertThat(paths).containsExactly("top", "top/a", "top/a/b");
        assertThat(problems)
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(deep.resolve("up"), top.resolve("self"), top.resolve("a/around"));
        assertThat(problems.stream().filter(problem -> problem.cause() instanceof FileSystemLoopException))
                .hasSize(2);
    }

    @Test
    void leavesOutWhatIsExcludedBelowTheTop() throws IOException {
        for (String file : List.of("top/x", "keep", "a/top/y", "a/skip.o", "a/keep.o", "out/z")) {
            Files.createDirectories(top.resolve(file).getParent());
            Files.createFile(top.resolve(file));
        }
        Files.createSymbolicLink(top.resolve("l.o"), Path.of("keep"));
        scan(new Options(Links.KEEP, IgnoreRules.of(List.of("top", "*.o", "!keep.o", "/out/", "!out/z"))));
        assertThat(paths).containsExactly("top", "top/a", "top/a/keep.o", "top/keep");
        scan(new Options(Links.KEEP, IgnoreRules.of(List.of("*"))));
        assertThat(paths).containsExactly("top");
        assertThat(problems).isEmpty();
    }

    @Test
    void namesThatAreNoTextAreProblems() throws Exception {
        // Only a shell can make them.
        String script = "touch \"$(printf 'bad\\377')\" \"$(printf 'half\\303')\" \"$(printf 'real\\357\\277\\275')\";"
                + "ln -s \"$(printf 'to\\377')\" link; touch good; touch \"$(printf 'new\\nline')\"";
        assertThat(new ProcessBuilder("sh", "-c", script)
                        .directory(top.toFile())
                        .start()
                        .waitFor())
                .isZero();
        scan(Options.USUAL);
        assertThat(paths).containsExactly("top", "top/good", "top/new\nline", "top/real\uFFFD");
        assertThat(problems)
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem.cause()).hasMessageContaining("character set"));
    }

    @Test
    void pipesAndSocketsAreProblems() throws Exception {
        pipe("top/pipe");
        Files.createFile(top.resolve("z"));
        scan(Options.USUAL);
        assertThat(paths).containsExactly("top", "top/z");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(top.resolve("pipe"));
            assertThat(problem.cause()).isInstanceOf(NotRegularFileException.class);
        });
    }

    @Test
    void aDirectoryThatVanishesIsAProblemAndNoEntry() throws IOException {
        Files.createFile(Files.createDirectory(top.resolve("b")).resolve("f"));
        Files.createFile(top.resolve("a"));
        Files.createFile(top.resolve("c"));
        scan(Options.USUAL, entry -> {
            if (entry.name().equals("a")) {
                delete(top.resolve("b/f"));
                delete(top.resolve("b"));
                delete(top.resolve("c"));
            }
        });
        assertThat(paths).containsExactly("top", "top/a");
        assertThat(problems).extracting(Problem::path).containsExactly(top.resolve("b"), top.resolve("c"));
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.cause())
                        .isInstanceOf(NoSuchFileException.class)
                        .hasMessage(problem.path().toString()));
    }

    @Test
    void r6ADirectoryExchangedForALinkIsNotEntered() throws IOException {
        Path secret = Files.createDirectory(directory.resolve("secret"));
        Files.createFile(secret.resolve("key"));
        Path inner = Files.createDirectories(top.resolve("b/inner"));
        Files.createFile(top.resolve("a"));
        Files.createFile(inner.resolve("f"));
        scan(Options.USUAL, entry -> {
            // The directory is open already: its new name does not matter, and neither does the link in its place.
            if (entry.name().equals("b")) {
                exchange(top.resolve("b"), secret);
            }
        });
        assertThat(paths).containsExactly("top", "top/a", "top/b", "top/b/inner", "top/b/inner/f");
        assertThat(problems).isEmpty();
    }

    @Test
    void pathsThatAreTooDeepAreAProblem() throws IOException {
        Path deepest = top;
        for (int depth = 1; depth < Entry.MAX_DEPTH; depth++) {
            deepest = deepest.resolve("d");
        }
        Files.createDirectories(deepest);
        scan(Options.USUAL);
        assertThat(entries).hasSize(Entry.MAX_DEPTH);
        assertThat(problems).isEmpty();
        Files.createFile(deepest.resolve("f"));
        Files.createFile(deepest.resolve("g"));
        scan(Options.USUAL);
        assertThat(entries).hasSize(Entry.MAX_DEPTH);
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.cause()).hasMessageContaining("deep"));
    }

    @Test
    void whatTheConsumerThrowsEndsTheScan() throws IOException {
        Files.createFile(top.resolve("a"));
        Files.createFile(top.resolve("b"));
        AtomicInteger told = new AtomicInteger();
        TreeScan scan = TreeScan.of(List.of(top), Options.USUAL);
        assertThatThrownBy(() -> scan.run(
                        entry -> {
                            if (told.incrementAndGet() == 2) {
                                throw new IllegalStateException("enough");
                            }
                        },
                        problem -> {}))
                .hasMessage("enough");
        assertThat(told).hasValue(2);
    }

    @Test
    void findsWhatAWalkOfTheJdkFinds() throws IOException {
        SplittableRandom random = Seed.announce("TreeScanTest").random();
        List<Path> directories = new ArrayList<>(List.of(top));
        List<String> letters = List.of("a", "B", "é", "\uE000", "\uD83D\uDE00", " ", "\n", "\uFFFD", "'", "$");
        for (int i = 0; i < 600; i++) {
            Path parent = directories.get(random.nextInt(directories.size()));
            StringBuilder name = new StringBuilder();
            for (int letter = 0; letter <= random.nextInt(5); letter++) {
                name.append(letters.get(random.nextInt(letters.size())));
            }
            Path path = parent.resolve(name.append(random.nextInt(50)).toString());
            if (Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> directories.add(Files.createDirectory(path));
                case 1 -> Files.createSymbolicLink(path, Path.of("é" + i));
                default -> Files.createFile(path);
            }
        }
        scan(Options.USUAL);
        TreeSet<byte[]> expected = new TreeSet<>(Arrays::compareUnsigned);
        try (Stream<Path> walk = Files.walk(top)) {
            // With zero bytes for slashes, bytes sort as a walk goes.
            walk.forEach(path -> expected.add(bytes(directory.relativize(path).toString())));
        }
        assertThat(paths.stream().map(TreeScanTest::bytes).toList()).hasSameSizeAs(expected);
        List<byte[]> found = paths.stream().map(TreeScanTest::bytes).toList();
        int i = 0;
        for (byte[] path : expected) {
            assertThat(found.get(i)).isEqualTo(path);
            i++;
        }
    }

    private static byte[] bytes(String path) {
        return path.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }

    private void scan(Options options) throws IOException {
        scan(options, entry -> {});
    }

    private void scan(Options options, java.util.function.Consumer<Entry> then) throws IOException {
        run(TreeScan.of(List.of(top), options), then);
    }

    private void run(TreeScan scan) {
        run(scan, entry -> {});
    }

    private void run(TreeScan scan, java.util.function.Consumer<Entry> then) {
        entries.clear();
        paths.clear();
        problems.clear();
        ManifestOrder order = new ManifestOrder();
        problems.addAll(scan.run(entry -> {
            entries.add(entry);
            paths.add(String.join("/", order.accept(entry)));
            then.accept(entry);
        }));
    }

    private Path pipe(String name) throws IOException, InterruptedException {
        Path pipe = directory.resolve(name);
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes here");
        return pipe;
    }

    private static void exchange(Path away, Path target) {
        try {
            Files.move(away, away.resolveSibling("away"));
            Files.createSymbolicLink(away, target);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
