package dev.godwit.content.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Tmpfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening the root, names (cases R1, R2 and R7 of the security list), and a full disk. */
class ReceiveRootTest {
    private static final RandomContent CONTENT = new RandomContent(9);

    @TempDir
    private Path outer;

    @Test
    void makesItsDirectoryWithThoseAboveIt() throws IOException {
        Path directory = outer.resolve("a/b/c");
        try (ReceiveRoot root = ReceiveRoot.open(directory)) {
            assertThat(directory).isEmptyDirectory();
            assertThat(root.directory()).isEqualTo(directory.toRealPath());
            assertThat(root.usableBytes()).isPositive();
        }
    }

    @Test
    void theUserMayNameADirectoryThroughALink() throws IOException {
        Path directory = Files.createDirectory(outer.resolve("real"));
        Path link = Files.createSymbolicLink(outer.resolve("link"), directory);
        try (ReceiveRoot root = ReceiveRoot.open(link)) {
            assertThat(root.directory()).isEqualTo(directory.toRealPath());
        }
    }

    @Test
    void refusesWhatIsNoDirectory() throws IOException {
        Path file = Files.createFile(outer.resolve("file"));
        Path dangling = Files.createSymbolicLink(outer.resolve("dangling"), outer.resolve("nowhere"));
        for (Path path : List.of(file, dangling)) {
            assertThatThrownBy(() -> ReceiveRoot.open(path)).isInstanceOf(NotDirectoryException.class);
        }
    }

    @Test
    void saysWhenItMayNotWrite() throws IOException {
        Path directory = Files.createDirectory(outer.resolve("read-only"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(directory), "root may write everywhere");
        try (ReceiveRoot root = ReceiveRoot.open(directory)) {
            assertThatThrownBy(() -> root.top().create(1)).isInstanceOf(AccessDeniedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "/etc/passwd", "a/b", "../up", "a\0b", "half \ud83d"})
    void refusesUnsafeNames(String name) throws IOException {
        try (ReceiveRoot root = ReceiveRoot.open(outer)) {
            assertThatThrownBy(() -> root.top().target(name, ConflictRule.OVERWRITE))
                    .isInstanceOf(UnsafeNameException.class)
                    .hasNoCause();
        }
    }

    @Test
    void refusesNamesTooLongForTheDisk() throws IOException {
        try (ReceiveRoot root = ReceiveRoot.open(outer)) {
            assertThatThrownBy(() -> root.top().target("x".repeat(300), ConflictRule.FAIL))
                    .isInstanceOf(UnsafeNameException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b]0;title\u0007", "new\nline", "-rf", "back\\slash", "a:b", " ", "...", "~"})
    void keepsOddNamesInside(String name) throws IOException {
        Path directory = outer.resolve("inbox");
        try (ReceiveRoot root = ReceiveRoot.open(directory);
                PartialFile partial = root.top().create(0)) {
            Path path = partial.finish(root.top().target(name, ConflictRule.FAIL), 0644, Instant.EPOCH);
            assertThat(path).hasParent(directory.toRealPath()).hasFileName(name).isRegularFile();
        }
    }

    @Test
    void addsUpWhatMayBeHereUnderSomeNames() throws IOException {
        Files.createDirectories(outer.resolve("Photos/2026"));
        Files.write(outer.resolve("Photos/2026/a"), new byte[100]);
        Files.write(outer.resolve("Photos/b"), new byte[20]);
        Files.write(outer.resolve("other"), new byte[3]);
        Files.createSymbolicLink(outer.resolve("Photos/link"), outer);
        try (ReceiveRoot root = ReceiveRoot.open(outer)) {
            assertThat(root.bytesUnder(List.of("photos", "none"), 10)).hasValue(120);
            assertThat(root.bytesUnder(List.of("other"), 10)).hasValue(3);
            assertThat(root.bytesUnder(List.of(), 10)).hasValue(0);
            assertThat(root.bytesUnder(List.of("photos"), 2)).isEmpty();
            try (PartialFile partial = root.top().create(1_000)) {
                partial.write(0, content(0, 1_000));
                assertThat(root.bytesUnder(List.of("none"), 10)).hasValue(1_000);
            }
        }
    }

    @Test
    void aFullDiskIsSaidAndLosesNothing() throws IOException {
        assumeTrue(Tmpfs.isPossible(), "only root may mount a small disk");
        int portion = 64 * 1024;
        try (Tmpfs disk = Tmpfs.mount(Files.createDirectory(outer.resolve("disk")), 1024);
                ReceiveRoot root = ReceiveRoot.open(disk.directory());
                PartialFile partial = root.top().create(2L << 20)) {
            DiskFullException full = catchThrowableOfType(DiskFullException.class, () -> {
                for (int offset = 0; offset < 2 << 20; offset += portion) {
                    partial.write(offset, content(offset, portion));
                }
            });
            assertThat(full.neededBytes()).isBetween(1L, (long) portion);
            assertThat(full.freeBytes()).isLessThan(portion);
            assertThat(full).hasMessageContaining("bytes needed").hasMessageContaining(partial.name());

            int kept = 960 * 1024 - portion;
            ByteBuffer read = ByteBuffer.allocate(kept);
            assertThat(partial.read(0, read)).isEqualTo(kept);
            assertThat(read.flip()).isEqualTo(content(0, kept));
            partial.setLength(kept);
            assertThat(partial.finish(root.top().target("file", ConflictRule.FAIL), 0644, Instant.EPOCH))
                    .hasBinaryContent(CONTENT.bytes(kept));
        }
    }

    private static ByteBuffer content(long offset, int length) {
        ByteBuffer content = ByteBuffer.allocate(length);
        CONTENT.fill(content, offset);
        return content.flip();
    }
}
