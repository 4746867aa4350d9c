package dev.godwit.transfer.receive.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.progress.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryNodeTest {
    private static final Instant TIME = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path temp;

    private ReceiveRoot root;
    private EntryLedger ledger;
    private DirectoryNode outer;
    private DirectoryNode inner;

    @BeforeEach
    void open() throws IOException {
        root = ReceiveRoot.open(temp);
        ledger = new EntryLedger(Optional.empty(), new Tally());
        ledger.begin(Entries.file(0), 0);
        ledger.begin(Entries.file(1), 1);
        DirectoryNode top = DirectoryNode.root(root, ledger);
        outer = top.child(new Entry.Directory(0, 0, "outer", 0750, TIME), List.of("outer"));
        inner = outer.child(new Entry.Directory(1, 1, "inner", 0700, TIME), List.of("outer", "inner"));
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    private FileTime time(String path) throws IOException {
        return Files.getLastModifiedTime(temp.resolve(path));
    }

    @Test
    void isMadeWithThoseAboveItWhenItIsNeeded() throws IOException {
        assertThat(temp.resolve("outer")).doesNotExist();
        inner.make();
        inner.make();
        assertThat(temp.resolve("outer/inner")).isDirectory();
        assertThat(inner.isNew()).isTrue();
        assertThat(outer.isNew()).isTrue();
        assertThat(inner.folder().directory().getFileName()).hasToString("inner");
    }

    @Test
    void hasItsTimeOnlyAfterTheLastInItIsSettled() throws IOException {
        inner.enter();
        inner.make();
        inner.close();
        outer.close();
        Files.writeString(temp.resolve("outer/inner/file"), "late");
        assertThat(ledger.fate(0)).isEqualTo(Fate.OPEN);
        assertThat(ledger.fate(1)).isEqualTo(Fate.OPEN);
        inner.leave();
        assertThat(time("outer/inner")).isEqualTo(FileTime.from(TIME));
        assertThat(time("outer")).isEqualTo(FileTime.from(TIME));
        assertThat(ledger.fate(0)).isEqualTo(Fate.RECEIVED);
        assertThat(ledger.fate(1)).isEqualTo(Fate.RECEIVED);
    }

    @Test
    void staysOpenForItsOwnerWhileSomethingInItLacks() throws IOException {
        ledger.begin(Entries.file(2), 2);
        DirectoryNode closed = outer.child(new Entry.Directory(2, 1, "closed", 0555, TIME), List.of("outer", "closed"));
        closed.make();
        closed.lacks();
        closed.close();
        assertThat(mode("outer/closed")).isEqualTo("rwxr-xr-x");
        DirectoryNode again = outer.child(new Entry.Directory(2, 1, "closed", 0555, TIME), List.of("outer", "closed"));
        again.make();
        again.close();
        assertThat(mode("outer/closed")).isEqualTo("r-xr-xr-x");
        inner.close();
        outer.close();
        assertThat(mode("outer")).as("without inner, which was never made").isEqualTo("rwxr-x---");
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(path)));
    }

    @Test
    void isLeftOutWhenNothingInItWasWanted() throws IOException {
        inner.close();
        outer.close();
        assertThat(temp.resolve("outer")).doesNotExist();
        assertThat(ledger.fate(0)).isEqualTo(Fate.LEFT_OUT);
    }

    @Test
    void oneThatWasThereIsNotNewAndKeepsItsMode() throws IOException {
        Path there = Files.createDirectories(temp.resolve("outer"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwx--x---"));
        inner.make();
        assertThat(outer.isNew()).isFalse();
        assertThat(inner.isNew()).isTrue();
        inner.close();
        outer.close();
        assertThat(mode("outer")).isEqualTo("rwx--x---");
        assertThat(time("outer")).isEqualTo(FileTime.from(TIME));
        assertThat(ledger.fate(0)).isEqualTo(Fate.RECEIVED);
    }

    @Test
    void oneThatVanishedIsAProblem() throws IOException {
        inner.make();
        Files.delete(temp.resolve("outer/inner"));
        inner.close();
        assertThat(ledger.fate(1)).isEqualTo(Fate.FAILED);
        assertThat(ledger.problems().list()).hasSize(1);
    }
}
