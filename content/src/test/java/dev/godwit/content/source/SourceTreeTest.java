package dev.godwit.content.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.content.disk.Descriptor;
import dev.godwit.content.source.SourceChangedException.Change;
import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.testkit.RandomContent;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the system's own calls, and without as on other platforms. */
class SourceTreeTest {
    private static final int LENGTH = 10_000;
    private static final RandomContent CONTENT = new RandomContent(7);
    private static final List<String> PATH = List.of("top", "a", "b", "file");

    @TempDir
    private Path directory;

    private Path top = Path.of("");
    private Path file = Path.of("");
    private Instant time = Instant.EPOCH;

    private SourceTree tree(boolean kernel) throws IOException {
        return tree(kernel, Links.KEEP);
    }

    private SourceTree tree(boolean kernel, Links links) throws IOException {
        assumeTrue(!kernel || Descriptor.isSupported(), "no system calls here");
        top = Files.createDirectories(directory.resolve("top"));
        file = CONTENT.write(Files.createDirectories(top.resolve("a/b")).resolve("file"), LENGTH);
        time = Files.getLastModifiedTime(file).toInstant();
        return SourceTree.of(List.of(top), links, kernel);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsASmallFileWhole(boolean kernel) throws IOException {
        try (SourceTree tree = tree(kernel)) {
            ByteBuffer direct = ByteBuffer.allocateDirect(LENGTH + 5).position(3);
            assertThat(tree.readWhole(PATH, LENGTH, time, direct)).isEqualTo(LENGTH);
            assertThat(direct.position()).isEqualTo(3 + LENGTH);
            assertThat(direct.limit()).isEqualTo(LENGTH + 5);
            assertThat(direct.flip().position(3).equals(ByteBuffer.wrap(CONTENT.bytes(LENGTH))))
                    .isTrue();
            ByteBuffer heap = ByteBuffer.allocate(LENGTH);
            assertThat(tree.readWhole(PATH, LENGTH, time, heap)).isEqualTo(LENGTH);
            assertThat(heap.array()).isEqualTo(CONTENT.bytes(LENGTH));
            Files.write(top.resolve("empty"), new byte[0]);
            Instant emptyTime = Files.getLastModifiedTime(top.resolve("empty")).toInstant();
            assertThat(tree.readWhole(List.of("top", "empty"), 0, emptyTime, heap))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void opensALargeFileAndNoticesChanges(boolean kernel) throws IOException {
        try (SourceTree tree = tree(kernel);
                SourceFile open = tree.open(PATH, LENGTH, time)) {
            assertThat(open.length()).isEqualTo(LENGTH);
            assertThat(open.modifiedTime()).isEqualTo(time);
            assertThat(open.path()).isEqualTo(file);
            ByteBuffer tail = ByteBuffer.allocateDirect(100);
            assertThat(open.read(LENGTH - 30, tail)).isEqualTo(30);
            open.checkUnchanged();
            Files.writeString(file, "more", StandardOpenOption.APPEND);
            assertThat(changeOf(open)).isEqualTo(Change.GROWN);
            Files.delete(file);
            assertThat(changeOf(open)).isEqualTo(Change.REMOVED);
            Files.delete(file.getParent());
            Files.createFile(file.getParent());
            assertThat(changeOf(open)).isEqualTo(Change.REPLACED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAnotherVersionThanTheScanned(boolean kernel) throws IOException {
        try (SourceTree tree = tree(kernel)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(2 * LENGTH);
            assertThat(changeOf(tree, LENGTH + 1, time)).isEqualTo(Change.TRUNCATED);
            assertThat(changeOf(tree, LENGTH - 1, time)).isEqualTo(Change.GROWN);
            assertThat(changeOf(tree, LENGTH, time.plusNanos(1))).isEqualTo(Change.REWRITTEN);
            assertThatThrownBy(() -> tree.open(PATH, LENGTH, time.plusSeconds(1)))
                    .isInstanceOf(SourceChangedException.class);
            assertThatThrownBy(() -> tree.readWhole(
                            PATH, LENGTH, time, buffer.duplicate().limit(LENGTH - 1)))
                    .isInstanceOf(BufferOverflowException.class);
            assertThat(tree.readWhole(PATH, LENGTH, time, buffer)).isEqualTo(LENGTH);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void r6AParentExchangedForALinkIsNotFollowed(boolean kernel) throws IOException {
        try (SourceTree tree = tree(kernel)) {
            Path secret = Files.createDirectories(directory.resolve("secret/b"));
            Path stolen = CONTENT.write(secret.resolve("file"), LENGTH);
            Files.setLastModifiedTime(stolen, FileTime.from(time));
            try (SourceFile open = tree.open(PATH)) {
                Files.move(top.resolve("a"), directory.resolve("away"));
                Files.createSymbolicLink(top.resolve("a"), directory.resolve("secret"));
                assertRefused(tree);
                assertThatThrownBy(open::checkUnchanged).isInstanceOf(IOException.class);
            }
            Files.delete(top.resolve("a"));
            Files.createDirectory(top.resolve("a"));
            Files.createSymbolicLink(top.resolve("a/b"), secret);
            assertRefused(tree);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void r6AFileExchangedForALinkIsNotFollowed(boolean kernel) throws IOException {
        try (SourceTree tree = tree(kernel)) {
            Files.move(file, directory.resolve("away"));
            Files.createSymbolicLink(file, directory.resolve("away"));
            assertRefused(tree);
            Files.delete(file);
            // Not even when it leads to another place in the tree.
            CONTENT.write(top.resolve("other"), LENGTH);
            Files.createSymbolicLink(file, Path.of("../../other"));
            assertRefused(tree);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void r6NothingOutsideIsEverReadWhileAParentIsExchanged(boolean kernel) throws IOException {
        try (SourceTree tree = tree(kernel)) {
            Path outside = Files.createDirectories(directory.resolve("outside/b"));
            Path stolen = Files.write(outside.resolve("file"), new byte[LENGTH]);
            Files.setLastModifiedTime(stolen, FileTime.from(time));
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<?> swapper = CompletableFuture.runAsync(() -> swap(over));
            int read = 0;
            try {
                byte[] expected = CONTENT.bytes(LENGTH);
                for (int i = 0; i < 3_000 || read == 0; i++) {
                    ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
                    try {
                        tree.readWhole(PATH, LENGTH, time, buffer);
                        read++;
                        assertThat(buffer.array()).isEqualTo(expected);
                    } catch (IOException e) {
                        // The link was there in this moment, or nothing.
                    }
                }
            } finally {
                over.set(true);
                swapper.join();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheUserNamedMayBeALink(boolean kernel) throws IOException {
        tree(kernel).close();
        Path link = Files.createSymbolicLink(directory.resolve("link"), top);
        Path fileLink = Files.createSymbolicLink(directory.resolve("z"), file);
        try (SourceTree tree = SourceTree.of(List.of(link, fileLink), Links.KEEP, kernel)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH);
            assertThat(tree.readWhole(List.of("link", "a", "b", "file"), LENGTH, time, buffer))
                    .isEqualTo(LENGTH);
            assertThat(tree.readWhole(List.of("z"), LENGTH, time, buffer.clear()))
                    .isEqualTo(LENGTH);
            tree.open(List.of("z"), LENGTH, time).close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linksAreFollowedWhereThatIsWanted(boolean kernel) throws IOException {
        try (SourceTree tree = tree(kernel, Links.FOLLOW)) {
            Files.createSymbolicLink(top.resolve("link"), Path.of("a"));
            ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH);
            assertThat(tree.readWhole(List.of("top", "link", "b", "file"), LENGTH, time, buffer))
                    .isEqualTo(LENGTH);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhatIsMissingOrNoFile(boolean kernel) throws Exception {
        try (SourceTree tree = tree(kernel)) {
            assertThatThrownBy(() -> tree.open(List.of("top", "none")))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining(top.resolve("none").toString());
            assertThatThrownBy(() -> tree.open(List.of("other", "a"))).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> tree.open(List.of("top", "a"))).isInstanceOf(NotRegularFileException.class);
            assertThatThrownBy(() -> tree.open(List.of("top"))).isInstanceOf(NotRegularFileException.class);
            Path pipe = top.resolve("pipe");
            assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes here");
            assertThatThrownBy(() -> tree.open(List.of("top", "pipe"))).isInstanceOf(NotRegularFileException.class);
            assertThatThrownBy(() -> tree.readWhole(List.of("top", "pipe"), 1, time, ByteBuffer.allocate(1)))
                    .isInstanceOf(NotRegularFileException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyDirectoriesMayBeNamed(boolean kernel) throws IOException {
        tree(kernel).close();
        List<Path> tops = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Path named = Files.createDirectory(directory.resolve("d" + i));
            Files.writeString(named.resolve("file"), "content");
            tops.add(named);
        }
        try (SourceTree tree = SourceTree.of(tops, Links.KEEP, kernel)) {
            for (Path named : tops) {
                Instant modified =
                        Files.getLastModifiedTime(named.resolve("file")).toInstant();
                List<String> path = List.of(named.getFileName().toString(), "file");
                assertThat(tree.readWhole(path, 7, modified, ByteBuffer.allocate(7)))
                        .isEqualTo(7);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyThreadsRead(boolean kernel) throws IOException {
        try (SourceTree tree = tree(kernel)) {
            byte[] expected = CONTENT.bytes(LENGTH);
            CompletableFuture<?>[] readers = IntStream.range(0, 4)
                    .mapToObj(reader -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 200; i++) {
                            ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
                            try {
                                tree.readWhole(PATH, LENGTH, time, buffer);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                            assertThat(buffer.array()).isEqualTo(expected);
                        }
                    }))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(readers).join();
        }
    }

    private void assertRefused(SourceTree tree) {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
        assertThatThrownBy(() -> tree.readWhole(PATH, LENGTH, time, buffer)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> tree.open(PATH)).isInstanceOf(FileSystemException.class);
        assertThat(buffer.array()).containsOnly(0);
    }

    private void swap(AtomicBoolean over) {
        Path parent = top.resolve("a");
        Path away = top.resolve("away");
        Path link = directory.resolve("link");
        try {
            Files.createSymbolicLink(link, directory.resolve("outside"));
            while (!over.get()) {
                Files.move(parent, away, StandardCopyOption.ATOMIC_MOVE);
                Files.move(link, parent, StandardCopyOption.ATOMIC_MOVE);
                linger(parent);
                Files.move(parent, link, StandardCopyOption.ATOMIC_MOVE);
                Files.move(away, parent, StandardCopyOption.ATOMIC_MOVE);
                linger(parent);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Long enough for others to come by, and busy: how long does not matter. */
    private static void linger(Path path) {
        for (int i = 0; i < 20; i++) {
            assertThat(Files.exists(path)).isTrue();
        }
    }

    private Change changeOf(SourceTree tree, long length, Instant modified) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2 * LENGTH);
        return catchThrowableOfType(SourceChangedException.class, () -> tree.readWhole(PATH, length, modified, buffer))
                .change();
    }

    private static Change changeOf(SourceFile file) {
        return catchThrowableOfType(SourceChangedException.class, file::checkUnchanged)
                .change();
    }
}
