package dev.godwit.content.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Tmpfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Directories, links and small files in the receive root. */
@ParameterizedClass
@EnumSource
class ReceiveFolderTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05.678901234Z");
    private static final RandomContent CONTENT = new RandomContent(5);

    private final FolderKind kind;

    @TempDir
    private Path outer;

    private Path inbox;
    private ReceiveRoot root;

    ReceiveFolderTest(FolderKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws IOException {
        inbox = outer.resolve("inbox");
        root = kind.open(inbox, 3, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    @Test
    void makesDirectoriesAndMergesIntoThoseThatAreThere() throws IOException {
        assertThat(root.top().makeDirectory("a")).isTrue();
        assertThat(root.top().makeDirectory("a")).isFalse();
        ReceiveFolder a = root.folder(List.of("a"));
        assertThat(a.makeDirectory("b")).isTrue();
        assertThat(a.directory()).isEqualTo(root.directory().resolve("a"));
        assertThat(a.path()).containsExactly("a");
        assertThat(a.occupant("b")).isEqualTo(Occupant.DIRECTORY);
        assertThat(a.occupant("c")).isEqualTo(Occupant.NOTHING);
        assertThat(modeOf(inbox.resolve("a/b"))).isEqualTo(0700);
        assertThatThrownBy(() -> root.folder(List.of("a", "c"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFinishedDirectoryHasItsModeAndTime() throws IOException {
        root.top().makeDirectory("a");
        write(root.folder(List.of("a")), "file", 10);
        root.top().finishDirectory("a", 0555, TIME);
        assertThat(modeOf(inbox.resolve("a"))).isEqualTo(0555);
        assertThat(Files.getLastModifiedTime(inbox.resolve("a")).toInstant()).isEqualTo(TIME);
        root.top().finishDirectory("a", 07777, TIME);
        assertThat(modeOf(inbox.resolve("a"))).isEqualTo(0777);
    }

    @Test
    void writesSmallFilesWithContentModeAndTime() throws IOException {
        for (int length : new int[] {0, 1, 10_000, 300_000}) {
            for (boolean direct : new boolean[] {false, true}) {
                ByteBuffer content = direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
                content.put(CONTENT.bytes(length)).flip();
                String name = length + " " + direct;
                Path path = root.top().writeWhole(name, content, 0751, TIME, ConflictRule.FAIL);
                assertThat(content.hasRemaining()).isFalse();
                assertThat(path).isEqualTo(root.directory().resolve(name)).hasBinaryContent(CONTENT.bytes(length));
                assertThat(modeOf(path)).isEqualTo(0751);
                assertThat(Files.getLastModifiedTime(path).toInstant()).isEqualTo(TIME);
            }
        }
        assertThat(FolderSwap.entries(inbox)).isEqualTo(8);
    }

    @Test
    void whatMayNotBeOnTheDiskIsForced() throws IOException {
        assertThat(root.isForced()).isTrue();
        root.top().writeWhole("a", ByteBuffer.wrap(CONTENT.bytes(100)), 0600, TIME, ConflictRule.FAIL);
        assertThat(root.isForced()).isFalse();
        root.force();
        assertThat(root.isForced()).isTrue();
        root.top().makeDirectory("b");
        assertThat(root.isForced()).isFalse();
        root.force();
        root.top().makeLink("c", "a", TIME, ConflictRule.FAIL);
        assertThat(root.isForced()).isFalse();
        root.force();
        // Perhaps of an earlier run that was killed.
        root.top().target("a", ConflictRule.FAIL).openExisting().orElseThrow().close();
        assertThat(root.isForced()).isFalse();
    }

    @Test
    void writesOnlyWhatRemainsOfTheBuffer() throws IOException {
        ByteBuffer content = ByteBuffer.wrap(CONTENT.bytes(100)).position(90);
        assertThat(root.top().writeWhole("a", content, 0600, TIME, ConflictRule.FAIL))
                .hasSize(10);
    }

    @Test
    void makesLinksByTheRules() throws IOException {
        Path link = root.top().makeLink("link", "a/b", TIME, ConflictRule.FAIL);
        assertThat(Files.readSymbolicLink(link)).hasToString("a/b");
        // The same again is there already, whatever the rule.
        assertThat(root.top().makeLink("link", "a/b", TIME, ConflictRule.RENAME))
                .isEqualTo(link);
        assertThatThrownBy(() -> root.top().makeLink("link", "c", TIME, ConflictRule.FAIL))
                .isInstanceOf(ConflictException.class);
        assertThat(root.top().makeLink("link", "c", TIME, ConflictRule.RENAME)).hasFileName("link (1)");
        root.top().makeLink("link", "d", TIME, ConflictRule.OVERWRITE);
        assertThat(Files.readSymbolicLink(link)).hasToString("d");
        assertThat(FolderSwap.entries(inbox)).isEqualTo(2);
    }

    @Test
    void holdsFewFoldersOpenHoweverManyThereAre() throws Exception {
        int folders = 40;
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int folder = 0; folder < folders; folder++) {
                String name = "folder " + folder;
                root.top().makeDirectory(name);
                root.folder(List.of(name)).makeDirectory("inner");
                writers.add(threads.submit(() -> {
                    for (int file = 0; file < 25; file++) {
                        write(root.folder(List.of(name, "inner")), "file " + file, 1000 + file);
                    }
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        for (int folder = 0; folder < folders; folder++) {
            Path inner = inbox.resolve("folder " + folder + "/inner");
            assertThat(FolderSwap.entries(inner)).isEqualTo(25);
            assertThat(inner.resolve("file 24")).hasBinaryContent(CONTENT.bytes(1024));
        }
    }

    @Test
    void aPartialFileKeepsItsFolderThoughOthersAreUsed() throws IOException {
        root.top().makeDirectory("home");
        ReceiveFolder home = root.folder(List.of("home"));
        try (PartialFile partial = home.create(1000)) {
            for (String name : List.of("a", "b", "c", "d", "e")) {
                root.top().makeDirectory(name);
                write(root.folder(List.of(name)), "file", 10);
            }
            partial.write(0, ByteBuffer.wrap(CONTENT.bytes(1000)));
            assertThat(partial.finish(home.target("file", ConflictRule.FAIL), 0644, TIME))
                    .isEqualTo(home.directory().resolve("file"))
                    .hasBinaryContent(CONTENT.bytes(1000));
        }
    }

    @Test
    void aDirectoryThatWasRemovedAndMadeAgainIsFound() throws IOException {
        root.top().makeDirectory("a");
        write(root.folder(List.of("a")), "file", 10);
        Files.delete(inbox.resolve("a/file"));
        Files.delete(inbox.resolve("a"));
        assertThat(root.top().makeDirectory("a")).isTrue();
        assertThat(write(root.folder(List.of("a")), "file", 10)).exists();
    }

    @Test
    void goesAsDeepAsEntriesMay() throws IOException {
        List<String> path = Collections.nCopies(127, "d");
        for (int depth = 0; depth < path.size(); depth++) {
            root.folder(path.subList(0, depth)).makeDirectory("d");
        }
        assertThat(write(root.folder(path), "file", 10)).exists();
    }

    @Test
    void aFullDiskLeavesNothingOfASmallFile() throws IOException {
        assumeTrue(Tmpfs.isPossible(), "only root may mount a small disk");
        try (Tmpfs disk = Tmpfs.mount(Files.createDirectory(outer.resolve("disk")), 64);
                ReceiveRoot small = kind.open(disk.directory())) {
            DiskFullException full =
                    catchThrowableOfType(DiskFullException.class, () -> write(small.top(), "file", 100_000));
            assertThat(full).isNotNull().hasMessageContaining("bytes needed");
            assertThat(FolderSwap.entries(disk.directory())).isZero();
            write(small.top(), "file", 30_000);
        }
    }

    private static Path write(ReceiveFolder folder, String name, int length) throws IOException {
        return folder.writeWhole(name, ByteBuffer.wrap(CONTENT.bytes(length)), 0644, TIME, ConflictRule.FAIL);
    }

    private static int modeOf(Path path) throws IOException {
        return Permissions.toMode(Files.getPosixFilePermissions(path));
    }
}
