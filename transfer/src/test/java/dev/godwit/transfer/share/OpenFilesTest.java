package dev.godwit.transfer.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.source.SourceTree;
import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.testkit.RandomContent;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    private static final int LENGTH = 1_000;

    @TempDir
    private Path temp;

    private final AtomicInteger opened = new AtomicInteger();
    private SourceTree tree;
    private OpenFiles files;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectory(temp.resolve("top"));
        for (int i = 0; i < 100; i++) {
            new RandomContent(i).write(temp.resolve("top/f" + i), LENGTH);
        }
        tree = SourceTree.of(List.of(temp.resolve("top")), Links.KEEP);
        files = new OpenFiles(tree, (file, entry) -> {
            opened.incrementAndGet();
            return Optional.empty();
        });
    }

    @AfterEach
    void close() {
        files.close();
        tree.close();
    }

    private SharedFile file(int index) throws IOException {
        Entry.File entry = new Entry.File(
                index,
                1,
                "f" + index,
                0644,
                Files.getLastModifiedTime(temp.resolve("top/f" + index)).toInstant(),
                LENGTH,
                LENGTH,
                PieceSize.forLength(LENGTH));
        return files.open(index, entry, List.of("top", "f" + index));
    }

    private static void assertReadable(SharedFile file, int index) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        assertThat(file.read(0, bytes)).isEqualTo(LENGTH);
        assertThat(bytes.array()).isEqualTo(new RandomContent(index).bytes(LENGTH));
    }

    @Test
    void severalShareOneUntilTheLastHasLeft() throws IOException {
        SharedFile first = file(1);
        SharedFile second = file(1);
        assertThat(opened).hasValue(1);
        first.close();
        first.close();
        assertReadable(second, 1);
        second.close();
        try (SharedFile again = file(1)) {
            assertReadable(again, 1);
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void onlySomeStayOpenThatNobodyUses() throws IOException {
        SharedFile held = file(0);
        for (int i = 1; i < 100; i++) {
            file(i).close();
        }
        assertThat(opened).hasValue(100);
        assertReadable(held, 0);
        file(99).close();
        assertThat(opened).hasValue(100);
        // The one that was not used for longest is opened anew.
        try (SharedFile again = file(1)) {
            assertReadable(again, 1);
        }
        assertThat(opened).hasValue(101);
        held.close();
    }

    @Test
    void thoseInUseStayHoweverManyTheyAre() throws IOException {
        List<SharedFile> held = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            held.add(file(i));
        }
        for (int i = 0; i < 100; i++) {
            assertReadable(held.get(i), i);
            held.get(i).close();
        }
    }

    @Test
    void oneThatIsAnotherNowIsNotOpened() throws IOException {
        Entry.File entry = new Entry.File(5, 1, "f5", 0644, Instant.EPOCH, LENGTH, LENGTH, PieceSize.forLength(LENGTH));
        assertThatThrownBy(() -> files.open(5, entry, List.of("top", "f5")))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.SOURCE_CHANGED));
        Files.delete(temp.resolve("top/f6"));
        assertThatThrownBy(() -> files.open(6, entry, List.of("top", "f6")))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.SOURCE_UNREADABLE));
    }

    @Test
    void rootsAreTheSameForEverybody() throws IOException {
        try (SharedFile first = file(3);
                SharedFile second = file(3)) {
            assertThat(first.contentId()).isEqualTo(second.contentId());
            assertThat(first.contentId().length()).isEqualTo(LENGTH);
        }
    }
}
