package dev.godwit.content.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.godwit.content.source.SourceChangedException.Change;
import dev.godwit.testkit.RandomContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
    private static final int LENGTH = 1_000_003;
    private static final RandomContent CONTENT = new RandomContent(42);

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void writeFile() throws IOException {
        path = CONTENT.write(directory.resolve("file"), LENGTH);
    }

    @Test
    void tellsWhatTheFileIs() throws IOException {
        Instant time = Instant.parse("2021-02-03T04:05:06.123456789Z");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(path, FileTime.from(time));
        try (SourceFile file = SourceFile.open(path)) {
            assertThat(file.length()).isEqualTo(LENGTH);
            assertThat(file.mode()).isEqualTo(0751);
            assertThat(file.modifiedTime()).isEqualTo(time);
            assertThat(SourceVersion.parse(file.version().toString())).isEqualTo(file.version());
        }
    }

    @Test
    void setuidIsNotAPermissionBit() throws IOException {
        Files.setAttribute(path, "unix:mode", 04755);
        try (SourceFile file = SourceFile.open(path)) {
            assertThat(file.mode()).isEqualTo(0755);
        }
    }

    @Test
    void readsAnyRangeUpToTheEnd() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            assertRange(file, 0, LENGTH);
            assertRange(file, 777, 300_000);
            assertRange(file, LENGTH - 5, 5);
            ByteBuffer tail = ByteBuffer.allocateDirect(100);
            assertThat(file.read(LENGTH - 30, tail)).isEqualTo(30);
            assertThat(tail.position()).isEqualTo(30);
            assertThat(tail.limit()).isEqualTo(100);
            assertThat(file.read(LENGTH, tail)).isZero();
            assertThat(file.read(Long.MAX_VALUE, tail)).isZero();
        }
    }

    @Test
    void manyThreadsReadAtOnce() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            CompletableFuture<?>[] readers = IntStream.range(0, 8)
                    .mapToObj(reader -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 50; i++) {
                            assertRange(file, reader * 1000L + i * 10_000L, 5000);
                        }
                    }))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(readers).join();
        }
    }

    @Test
    void noticesTruncation() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            Files.newByteChannel(path, StandardOpenOption.WRITE).truncate(1000).close();
            assertThat(changeOf(file)).isEqualTo(Change.TRUNCATED);
            ByteBuffer buffer = ByteBuffer.allocate(2000);
            assertThatThrownBy(() -> file.read(0, buffer))
                    .isInstanceOf(SourceChangedException.class)
                    .hasMessageContaining("truncated")
                    .hasMessageContaining(path.toString());
        }
    }

    @Test
    void noticesGrowthButReadsOnlyWhatWasThere() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            Files.writeString(path, "more", StandardOpenOption.APPEND);
            assertThat(changeOf(file)).isEqualTo(Change.GROWN);
            assertThat(file.read(LENGTH - 1, ByteBuffer.allocate(10))).isEqualTo(1);
        }
    }

    @Test
    void noticesARewriteOfTheSameLength() throws IOException {
        FileTime before = Files.getLastModifiedTime(path);
        try (SourceFile file = SourceFile.open(path)) {
            Files.write(path, new byte[] {1}, StandardOpenOption.WRITE);
            // Two writes may fall into one tick of the file system's clock.
            Files.setLastModifiedTime(path, FileTime.from(before.toInstant().plusSeconds(1)));
            assertThat(changeOf(file)).isEqualTo(Change.REWRITTEN);
        }
    }

    @Test
    void aTimeSetBackDoesNotHideARewrite() {
        SourceVersion version = new SourceVersion(10, 20, 30, "1-2");
        assertThat(version.changeTo(new SourceVersion(10, 20, 31, "1-2"))).contains(Change.REWRITTEN);
        assertThat(version.changeTo(SourceVersion.parse(version.toString()))).isEmpty();
    }

    @Test
    void noticesReplacementByRename() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            Path other = CONTENT.write(directory.resolve("other"), LENGTH);
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
            assertThat(changeOf(file)).isEqualTo(Change.REPLACED);
        }
    }

    @Test
    void noticesRemovalAndADirectoryInItsPlace() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            Files.delete(path);
            assertThat(changeOf(file)).isEqualTo(Change.REMOVED);
            Files.createDirectory(path);
            assertThat(changeOf(file)).isEqualTo(Change.REPLACED);
        }
    }

    @Test
    void saysNothingOfAFileThatStaysTheSame() throws IOException {
        try (SourceFile file = SourceFile.open(path)) {
            file.checkUnchanged();
        }
    }

    @Test
    void refusesADirectory() {
        NotRegularFileException refused =
                catchThrowableOfType(NotRegularFileException.class, () -> SourceFile.open(directory));
        assertThat(refused.kind()).isEqualTo(NotRegularFileException.Kind.DIRECTORY);
    }

    @Test
    void refusesAPipeWithoutWaitingForItsWriter() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        NotRegularFileException refused =
                catchThrowableOfType(NotRegularFileException.class, () -> SourceFile.open(pipe));
        assertThat(refused.kind()).isEqualTo(NotRegularFileException.Kind.SPECIAL);
    }

    @Test
    void refusesWhatIsMissing() {
        assertThatThrownBy(() -> SourceFile.open(directory.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refusesWhatMayNotBeRead() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("-wx------"));
        assumeFalse(Files.isReadable(path), "root may read everything");
        assertThatThrownBy(() -> SourceFile.open(path)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aVersionRefusesOtherTexts() {
        assertThatIllegalArgumentException().isThrownBy(() -> SourceVersion.parse("1:2:3"));
        assertThatIllegalArgumentException().isThrownBy(() -> SourceVersion.parse("1:2:x:4"));
    }

    private static Change changeOf(SourceFile file) {
        return catchThrowableOfType(SourceChangedException.class, file::checkUnchanged)
                .change();
    }

    private static void assertRange(SourceFile file, long offset, int length) {
        ByteBuffer expected = ByteBuffer.allocate(length);
        CONTENT.fill(expected, offset);
        ByteBuffer read = ByteBuffer.allocateDirect(length);
        try {
            assertThat(file.read(offset, read)).isEqualTo(length);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(read.flip().equals(expected.flip())).isTrue();
    }
}
