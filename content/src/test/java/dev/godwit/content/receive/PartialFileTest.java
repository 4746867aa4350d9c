package dev.godwit.content.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.manifest.Entry;
import dev.godwit.testkit.RandomContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a partial file, with cases R4, R5, R8, R9 and R11 of the security list. */
@ParameterizedClass
@EnumSource
class PartialFileTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05.678901234Z");
    private static final int LENGTH = 3_000_001;
    private static final RandomContent CONTENT = new RandomContent(7);

    private final FolderKind kind;

    @TempDir
    private Path outer;

    private Path directory;
    private ReceiveRoot root;

    PartialFileTest(FolderKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws IOException {
        directory = outer.resolve("inbox");
        root = kind.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    @Test
    void becomesTheFileWithContentModeAndTime() throws IOException {
        PartialFile partial = root.top().create(LENGTH);
        writeInParallel(partial);
        Path path = partial.finish(target("file"), 0750, TIME);
        assertThat(path).isEqualTo(root.directory().resolve("file"));
        assertThat(path).hasBinaryContent(CONTENT.bytes(LENGTH));
        assertThat(modeOf(path)).isEqualTo(0750);
        assertThat(Files.getLastModifiedTime(path).toInstant()).isEqualTo(TIME);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void staysPrivateUntilItIsFinished() throws IOException {
        try (PartialFile partial = root.top().create(10)) {
            Path path = directory.resolve(partial.name());
            assertThat(modeOf(path)).isEqualTo(0600);
            assertThat(partial.name()).matches("\\.godwit-[a-z2-7]{16}\\.part");
            assertThat(path).hasSize(10);
        }
    }

    @Test
    void neverGetsSetuidSetgidOrSticky() throws IOException {
        Path path = root.top().create(0).finish(target("file"), 07755, TIME);
        assertThat((int) Files.getAttribute(path, "unix:mode") & 07777).isEqualTo(0755);
    }

    @Test
    void getsItsModeAsItIs() throws IOException {
        for (int mode : new int[] {0, 0400, 0555, 0664, 0777}) {
            assertThat(modeOf(root.top().create(0).finish(target("file " + mode), mode, TIME)))
                    .isEqualTo(mode);
        }
    }

    @Test
    void errorsNameTheWholePath() throws IOException {
        Files.delete(directory);
        assertThatThrownBy(() -> root.top().create(0))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(root.directory().toString());
    }

    @Test
    void aStreamIsCutToTheLengthItTurnedOutToHave() throws IOException {
        PartialFile partial = root.top().create(Entry.UNKNOWN_LENGTH);
        assertThat(partial.length()).isZero();
        partial.write(0, ByteBuffer.wrap(CONTENT.bytes(1000)));
        partial.setLength(600);
        assertThat(partial.finish(target("file"), 0600, TIME)).hasBinaryContent(CONTENT.bytes(600));
    }

    @Test
    void aLengthFarBeyondTheDiskTakesNoRoom() throws IOException {
        try (PartialFile partial = root.top().create(1L << 40)) {
            assertThat(partial.length()).isEqualTo(1L << 40);
            ByteBuffer end = ByteBuffer.allocate(10);
            assertThat(partial.read((1L << 40) - 3, end)).isEqualTo(3);
        }
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        PartialFile first = root.top().create(LENGTH);
        first.write(0, ByteBuffer.wrap(CONTENT.bytes(1000)));
        first.close();
        root.close();
        root = kind.open(directory);
        try (PartialFile again =
                root.top().reopen(first.name(), first.fileKey()).orElseThrow()) {
            ByteBuffer read = ByteBuffer.allocate(1000);
            assertThat(again.read(0, read)).isEqualTo(1000);
            assertThat(read.array()).isEqualTo(CONTENT.bytes(1000));
            writeInParallel(again);
            assertThat(again.finish(target("file"), 0600, TIME)).hasBinaryContent(CONTENT.bytes(LENGTH));
        }
    }

    @Test
    void isNotReopenedThroughALink() throws IOException {
        PartialFile partial = closedPartial();
        Path path = directory.resolve(partial.name());
        Path moved = Files.move(path, outer.resolve("moved"));
        Files.createSymbolicLink(path, moved);
        assertThat(root.top().reopen(partial.name(), partial.fileKey())).isEmpty();
    }

    @Test
    void isNotReopenedWhenItIsAnotherFile() throws IOException {
        PartialFile partial = closedPartial();
        PartialFile other = closedPartial();
        Files.move(
                directory.resolve(other.name()),
                directory.resolve(partial.name()),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(root.top().reopen(partial.name(), partial.fileKey())).isEmpty();
    }

    @Test
    void isNotReopenedWhenOthersMayWriteIt() throws IOException {
        PartialFile partial = closedPartial();
        Files.setPosixFilePermissions(directory.resolve(partial.name()), PosixFilePermissions.fromString("rw-rw----"));
        assertThat(root.top().reopen(partial.name(), partial.fileKey())).isEmpty();
    }

    @Test
    void isNotReopenedWhenItIsGoneOrADirectoryOrNoPartialAtAll() throws IOException {
        PartialFile partial = closedPartial();
        Files.delete(directory.resolve(partial.name()));
        assertThat(root.top().reopen(partial.name(), partial.fileKey())).isEmpty();
        Files.createDirectory(directory.resolve(partial.name()));
        assertThat(root.top().reopen(partial.name(), partial.fileKey())).isEmpty();
        Files.writeString(outer.resolve("victim"), "precious");
        assertThat(root.top().reopen("../victim", partial.fileKey())).isEmpty();
        assertThat(root.top().reopen("", "")).isEmpty();
    }

    @Test
    void discardingDeletesIt() throws IOException {
        PartialFile partial = root.top().create(100);
        partial.discard();
        assertThat(entries()).isZero();
        partial.discard();
    }

    @Test
    void discardingLeavesAFileThatTookItsName() throws IOException {
        PartialFile partial = root.top().create(100);
        Path path = directory.resolve(partial.name());
        Files.move(path, outer.resolve("moved"));
        Files.writeString(path, "not ours");
        partial.discard();
        assertThat(path).hasContent("not ours");
    }

    @Test
    void aFileThatTookItsNameIsNotTakenForIt() throws IOException {
        try (PartialFile partial = root.top().create(100)) {
            Path path = directory.resolve(partial.name());
            Files.move(path, outer.resolve("moved"));
            Files.writeString(path, "not ours");
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
            assertThatThrownBy(() -> partial.finish(target("file"), 0777, TIME))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("replaced");
            assertThat(directory.resolve("file")).doesNotExist();
            assertThat(modeOf(path)).isEqualTo(0400);
        }
    }

    @Test
    void permissionsAndTimeDoNotGoThroughALinkThatTookItsName() throws IOException {
        Path victim = Files.writeString(outer.resolve("victim"), "precious");
        int mode = modeOf(victim);
        try (PartialFile partial = root.top().create(100)) {
            Path path = directory.resolve(partial.name());
            Files.delete(path);
            Files.createSymbolicLink(path, victim);
            assertThatThrownBy(() -> partial.finish(target("file"), 0777, TIME)).isInstanceOf(IOException.class);
        }
        assertThat(modeOf(victim)).isEqualTo(mode);
        assertThat(Files.getLastModifiedTime(victim).toInstant()).isNotEqualTo(TIME);
        assertThat(victim).hasContent("precious");
        assertThat(Files.exists(directory.resolve("file"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void aDirectorySwappedForALinkLeadsNowhere() throws IOException {
        Path elsewhere = Files.createDirectory(outer.resolve("elsewhere"));
        PartialFile partial = root.top().create(LENGTH);
        writeInParallel(partial);
        Path moved = Files.move(directory, outer.resolve("moved"));
        Files.createSymbolicLink(directory, elsewhere);
        if (kind == FolderKind.BY_PATH) {
            assertThatThrownBy(() -> partial.finish(target("file"), 0644, TIME))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("no longer");
            assertThatThrownBy(() -> root.top().create(1)).isInstanceOf(FileSystemException.class);
            partial.close();
        } else {
            partial.finish(target("file"), 0644, TIME);
            assertThat(moved.resolve("file")).hasBinaryContent(CONTENT.bytes(LENGTH));
            root.top().create(1).close();
        }
        assertThat(elsewhere).isEmptyDirectory();
    }

    private static void writeInParallel(PartialFile partial) {
        int portion = 100_000;
        CompletableFuture<?>[] writers = IntStream.range(0, Math.ceilDiv(LENGTH, portion))
                .mapToObj(index -> CompletableFuture.runAsync(() -> {
                    ByteBuffer source = ByteBuffer.allocateDirect(Math.min(portion, LENGTH - index * portion));
                    CONTENT.fill(source, (long) index * portion);
                    try {
                        partial.write((long) index * portion, source.flip());
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    assertThat(source.hasRemaining()).isFalse();
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(writers).join();
    }

    private Target target(String name) {
        return root.top().target(name, ConflictRule.FAIL);
    }

    private PartialFile closedPartial() throws IOException {
        PartialFile partial = root.top().create(100);
        partial.close();
        return partial;
    }

    private long entries() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static int modeOf(Path path) throws IOException {
        return Permissions.toMode(Files.getPosixFilePermissions(path));
    }
}
