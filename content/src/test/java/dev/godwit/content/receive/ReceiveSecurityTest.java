package dev.godwit.content.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.content.manifest.UnsafeNameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The receive part of the incident catalogue, R1 to R11, over folders; R6 is the sender's and R10 the protocol's. */
@ParameterizedClass
@EnumSource
class ReceiveSecurityTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05.678901234Z");
    private static final int ROUNDS = 200;

    private final FolderKind kind;

    @TempDir
    private Path outer;

    private Path inbox;
    private Path outside;
    private ReceiveRoot root;

    ReceiveSecurityTest(FolderKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws IOException {
        outside = Files.createDirectory(outer.resolve("outside"));
        inbox = outer.resolve("inbox");
        // No handle is kept but the top's, so that every operation has to find its folder anew.
        root = kind.open(inbox, 0, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        root.close();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void r1PathsInPlaceOfNamesAreRefusedEverywhere() throws IOException {
        for (String name : List.of("", "/", "/etc/x", "a/../../b", "a/b", "//x", "../outside/x", "nul\0", "\ud83d")) {
            refused(() -> root.top().makeDirectory(name));
            refused(() -> root.top().makeLink(name, "a", TIME, ConflictRule.FAIL));
            refused(() -> write(root.top(), name, "x", ConflictRule.OVERWRITE));
            refused(() -> root.top().target(name, ConflictRule.FAIL));
            refused(() -> root.top().occupant(name));
            refused(() -> root.top().finishDirectory(name, 0755, TIME));
            refused(() -> root.top().settle(name, "1", 0644));
            refused(() -> root.folder(List.of(name)));
            refused(() -> root.folder(List.of("a", name)));
        }
        assertThat(inbox).isEmptyDirectory();
    }

    @Test
    void r2DotDotAsAComponentIsRefused() throws IOException {
        root.top().makeDirectory("a");
        for (String name : List.of("..", ".")) {
            refused(() -> root.folder(List.of("a", name)));
            refused(() -> root.folder(List.of(name, "a")));
            refused(() -> folder("a").makeDirectory(name));
            refused(() -> write(folder("a"), name, "x", ConflictRule.OVERWRITE));
        }
        assertThat(FolderSwap.entries(inbox)).isEqualTo(1);
    }

    @Test
    void r3NothingGetsSetuidSetgidOrSticky() throws IOException {
        Path file = write(root.top(), "file", "x", 07777, ConflictRule.FAIL);
        root.top().makeDirectory("directory");
        root.top().finishDirectory("directory", 07777, TIME);
        for (Path path : List.of(file, inbox.resolve("directory"))) {
            assertThat((int) Files.getAttribute(path, "unix:mode") & 07000).isZero();
        }
    }

    @Test
    void r4ALinkAndThenAFileOfTheSameName() throws IOException {
        Path victim = Files.writeString(outer.resolve("victim"), "precious");
        Files.createSymbolicLink(inbox.resolve("a"), victim);
        for (ConflictRule rule : List.of(ConflictRule.FAIL, ConflictRule.SKIP)) {
            assertThatThrownBy(() -> write(root.top(), "a", "x", rule)).isInstanceOf(ConflictException.class);
        }
        assertThat(write(root.top(), "a", "numbered", ConflictRule.RENAME)).hasFileName("a (1)");
        assertThat(write(root.top(), "a", "over", ConflictRule.OVERWRITE)).hasContent("over");
        assertThat(Files.isRegularFile(inbox.resolve("a"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(victim).hasContent("precious");
    }

    @Test
    void r4ALinkInPlaceOfADirectoryIsNeitherMergedIntoNorEntered() throws IOException {
        Files.createSymbolicLink(inbox.resolve("link"), outside);
        assertThatThrownBy(() -> root.top().makeDirectory("link"))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.occupant()).isEqualTo(Occupant.LINK));
        assertThatThrownBy(() -> folder("link")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> root.top().finishDirectory("link", 0700, TIME))
                .isInstanceOf(FileSystemException.class);
        Files.createDirectory(inbox.resolve("real"));
        Files.createSymbolicLink(inbox.resolve("real/link"), outside);
        assertThatThrownBy(() -> folder("real", "link")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> folder("real", "link", "below")).isInstanceOf(FileSystemException.class);
    }

    @Test
    void r4ADirectoryThatBecameALinkIsNotEntered() throws IOException {
        root.top().makeDirectory("a");
        ReceiveFolder folder = folder("a");
        Files.move(inbox.resolve("a"), outer.resolve("moved"));
        Files.createSymbolicLink(inbox.resolve("a"), outside);
        assertThatThrownBy(() -> write(folder, "x", "x", ConflictRule.OVERWRITE))
                .isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> folder.create(1)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> folder.makeDirectory("x")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> folder.makeLink("x", "y", TIME, ConflictRule.FAIL))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void r4SwapOfAParentDirectoryDuringTheWrite() throws Exception {
        assumeTrue(kind != FolderKind.BY_PATH, "without handles there is a moment between check and write");
        root.top().makeDirectory("a");
        folder("a").makeDirectory("b");
        ReceiveFolder folder = folder("a", "b");
        // Where the link leads there is such a directory, too.
        Path bait = Files.createDirectory(outside.resolve("b"));
        int written = 0;
        int tried = 0;
        try (FolderSwap attacker = new FolderSwap(inbox.resolve("a"), inbox.resolve("aside"), outside)) {
            while (written < ROUNDS || attacker.swaps() < ROUNDS) {
                tried++;
                written += attempt(() -> write(folder, "small", "content", ConflictRule.OVERWRITE)) ? 1 : 0;
                // Seldom, as it waits for the disk.
                if (tried % 20 == 0) {
                    attempt(() -> {
                        try (PartialFile partial = folder.create(100)) {
                            partial.finish(folder.target("large", ConflictRule.OVERWRITE), 0644, TIME);
                        }
                    });
                }
                // The JDK has no handles for making these: see SecureFolder.
                if (kind == FolderKind.BEST) {
                    attempt(() -> folder.makeDirectory("directory" + attacker.swaps() % 10));
                    attempt(() -> folder.finishDirectory("directory0", 0700, TIME));
                    attempt(() -> folder.makeLink("link", "small", TIME, ConflictRule.OVERWRITE));
                }
            }
        }
        assertThat(tried).isGreaterThanOrEqualTo(written);
        assertThat(FolderSwap.entries(outside)).isEqualTo(1);
        Files.delete(bait);
        assertThat(inbox.resolve("a/b/small")).hasContent("content");
    }

    @Test
    void r4LinksThatLeadOutAreNotMade() throws IOException {
        root.top().makeDirectory("a");
        for (String target : List.of("/etc/passwd", "..", "../x", "b/../../x", "b/..", "./../x", "//x")) {
            refused(() -> root.top().makeLink("link", target, TIME, ConflictRule.OVERWRITE));
        }
        for (String target : List.of("../..", "../../x", "b/../x", ".././../x", "../b/..")) {
            refused(() -> folder("a").makeLink("link", target, TIME, ConflictRule.OVERWRITE));
        }
        assertThat(FolderSwap.entries(inbox)).isEqualTo(1);
        for (String target : List.of("..", "../x", "./x", "x/y", "../x/", ".", "...", "..x", "nowhere at all")) {
            folder("a").makeLink("link", target, TIME, ConflictRule.OVERWRITE);
            // The JDK leaves out a slash at the end.
            assertThat(Files.readSymbolicLink(inbox.resolve("a/link")).toString())
                    .isIn(target, target.replaceAll("/$", ""));
        }
    }

    @Test
    void r4AReceivedLinkIsNotFollowedByLaterEntries() throws IOException {
        root.top().makeDirectory("a");
        root.top().makeLink("link", "a", TIME, ConflictRule.FAIL);
        assertThatThrownBy(() -> folder("link")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> root.top().makeDirectory("link")).isInstanceOf(ConflictException.class);
        assertThat(inbox.resolve("a")).isEmptyDirectory();
    }

    @Test
    void r5MetadataDoesNotGoThroughASwappedLink() throws IOException {
        Path victim = Files.createDirectory(
                outer.resolve("victim"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-x---")));
        FileTime before = Files.getLastModifiedTime(victim);
        root.top().makeDirectory("a");
        Files.delete(inbox.resolve("a"));
        Files.createSymbolicLink(inbox.resolve("a"), victim);
        assertThatThrownBy(() -> root.top().finishDirectory("a", 0777, TIME)).isInstanceOf(FileSystemException.class);
        assertThat(Files.getLastModifiedTime(victim)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)))
                .isEqualTo("r-xr-x---");
    }

    @Test
    void r5TheTimeOfALinkIsItsOwn() throws IOException {
        Path victim = write(root.top(), "victim", "x", ConflictRule.FAIL);
        Files.setLastModifiedTime(victim, FileTime.from(Instant.EPOCH));
        Path link = root.top().makeLink("link", "victim", TIME, ConflictRule.FAIL);
        assertThat(Files.getLastModifiedTime(victim).toInstant()).isEqualTo(Instant.EPOCH);
        if (kind == FolderKind.BEST) {
            assertThat(Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS)
                            .toInstant())
                    .isEqualTo(TIME);
        }
    }

    @Test
    void r7NamesThatTheFileSystemTakesForOneAreRefusedTheSecondTime() throws IOException {
        root.close();
        root = kind.open(inbox, 2, Optional.of(new NameFolding(true, true)));
        write(root.top(), "Read Me", "first", ConflictRule.OVERWRITE);
        write(root.top(), "Read Me", "again", ConflictRule.OVERWRITE);
        refused(() -> write(root.top(), "READ ME", "x", ConflictRule.OVERWRITE));
        refused(() -> root.top().makeDirectory("read me"));
        refused(() -> root.top().makeLink("read Me", "x", TIME, ConflictRule.RENAME));
        refused(() -> root.top().target("rEAD mE", ConflictRule.RENAME).checkRule());
        root.top().makeDirectory("caf\u00e9");
        refused(() -> root.top().makeDirectory("cafe\u0301"));
        assertThat(write(folder("caf\u00e9"), "READ ME", "another folder", ConflictRule.FAIL))
                .exists();
        try (PartialFile partial = root.top().create(1)) {
            refused(() -> partial.finish(root.top().target("rEAD mE", ConflictRule.OVERWRITE), 0644, TIME));
            partial.discard();
        }
        assertThat(inbox.resolve("Read Me")).hasContent("again");
        assertThat(FolderSwap.entries(inbox)).isEqualTo(3);
    }

    @Test
    void r7WhereNamesAreNotFoldedBothAreKept() throws IOException {
        root.close();
        root = kind.open(inbox, 2, Optional.of(NameFolding.NONE));
        for (String name : List.of("a", "A", "\u00e9", "e\u0301")) {
            assertThat(write(root.top(), name, name, ConflictRule.FAIL)).exists();
        }
    }

    @Test
    void r7AFileInPlaceOfADirectoryAndTheReverseAreConflicts() throws IOException {
        write(root.top(), "a", "file", ConflictRule.FAIL);
        assertThatThrownBy(() -> root.top().makeDirectory("a")).isInstanceOf(ConflictException.class);
        root.top().makeDirectory("b");
        assertThatThrownBy(() -> write(root.top(), "b", "x", ConflictRule.OVERWRITE))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> root.top().makeLink("b", "a", TIME, ConflictRule.OVERWRITE))
                .isInstanceOf(ConflictException.class);
        assertThat(FolderSwap.entries(inbox)).isEqualTo(2);
    }

    @Test
    void r8AHardLinkKeepsWhatItsOtherNameHolds() throws IOException {
        Path alias = Files.writeString(outer.resolve("alias"), "precious");
        root.top().makeDirectory("a");
        Files.createLink(inbox.resolve("a/file"), alias);
        write(folder("a"), "file", "new", ConflictRule.OVERWRITE);
        assertThat(inbox.resolve("a/file")).hasContent("new");
        assertThat(alias).hasContent("precious");
    }

    @Test
    void r9APartialNameThatSomeoneElseMadeIsNeverUsed() throws IOException {
        String name = PartialName.random();
        Files.createSymbolicLink(inbox.resolve(name), outer.resolve("victim"));
        assertThatThrownBy(
                        () -> kind.folder(inbox.toRealPath()).writeNew(name, ByteBuffer.wrap(new byte[10]), 0644, TIME))
                .isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> kind.folder(inbox.toRealPath()).open(name, Folder.NEW_FILE, 0600))
                .isInstanceOf(FileSystemException.class);
        assertThat(inbox.resolve(name)).isSymbolicLink();
        assertThat(outer.resolve("victim")).doesNotExist();
        assertThat(root.top().reopen(name, "1")).isEmpty();
    }

    @Test
    void r9EveryPartialNameIsAnother() {
        assertThat(Stream.generate(PartialName::random).limit(1000))
                .doesNotHaveDuplicates()
                .allMatch(PartialName::matches);
    }

    @Test
    void r11AFailedWriteLeavesNothingAndDeletesNothingElse() throws IOException {
        Files.createDirectory(inbox.resolve("a"));
        Path like = Files.writeString(inbox.resolve(PartialName.random()), "looks like ours");
        assertThatThrownBy(() -> write(root.top(), "a", "x", ConflictRule.OVERWRITE))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> root.top().makeLink("a", "x", TIME, ConflictRule.FAIL))
                .isInstanceOf(ConflictException.class);
        assertThat(like).hasContent("looks like ours");
        assertThat(FolderSwap.entries(inbox)).isEqualTo(2);
    }

    @Test
    void r11AReceivedFileWithAPartialNameIsAFileLikeAnyOther() throws IOException {
        PartialFile partial = root.top().create(10);
        assertThatThrownBy(() -> write(root.top(), partial.name(), "received", ConflictRule.FAIL))
                .isInstanceOf(ConflictException.class);
        write(root.top(), partial.name(), "received", ConflictRule.OVERWRITE);
        partial.discard();
        assertThat(inbox.resolve(partial.name())).hasContent("received");
    }

    private ReceiveFolder folder(String... path) throws IOException {
        return root.folder(List.of(path));
    }

    private static Path write(ReceiveFolder folder, String name, String content, ConflictRule rule) throws IOException {
        return write(folder, name, content, 0644, rule);
    }

    private static Path write(ReceiveFolder folder, String name, String content, int mode, ConflictRule rule)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
        return folder.writeWhole(name, bytes, mode, TIME, rule);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(UnsafeNameException.class).hasNoCause();
    }

    private interface Attempt {
        void run() throws IOException;
    }

    /** Whether it went well; while the attacker has the directory it can not. */
    private static boolean attempt(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
