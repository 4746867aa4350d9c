package dev.godwit.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.merkle.PieceSize;
import dev.godwit.testkit.Seed;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryTableTest {
    private static final long MEBIBYTE = 1 << 20;

    private final EntryTable table = new EntryTable();

    @Test
    void everythingComesBackEqual() {
        RandomEntries made =
                new RandomEntries(Seed.announce("EntryTableTest.everything").random(), 3 * EntryChunk.ENTRIES + 5);
        made.entries.forEach(table::add);
        assertThat(table.size()).isEqualTo(made.entries.size());
        for (int i = 0; i < table.size(); i++) {
            Entry entry = made.entries.get(i);
            assertThat(table.entry(i)).isEqualTo(entry);
            assertThat(table.path(i)).isEqualTo(made.paths.get(i));
            assertThat(table.isFile(i)).isEqualTo(entry instanceof Entry.File);
            assertThat(table.length(i)).isEqualTo(entry instanceof Entry.File file ? file.length() : 0);
            assertThat(table.parent(i) < 0).isEqualTo(entry.depth() == 0);
        }
    }

    @Test
    void holdsTheLongestAndTheStrangest() {
        String name = "\uD83D\uDE00".repeat(63) + "abc";
        Instant time = Instant.ofEpochSecond(-(1L << 39), 999_999_999);
        List<Entry> entries = List.of(
                new Entry.Link(0, 0, "a", time, "\uD83D\uDE00".repeat(1_000)),
                new Entry.File(1, 0, "b", 0777, time, Entry.UNKNOWN_LENGTH, Entry.UNKNOWN_LENGTH, PieceSize.STREAM),
                new Entry.File(2, 0, "c", 0, time, 1L << 47, 0, new PieceSize(PieceSize.MAX_BYTES)),
                new Entry.Directory(3, 0, name, 0777, time));
        entries.forEach(table::add);
        for (Entry entry : entries) {
            assertThat(table.entry(entry.index())).isEqualTo(entry);
        }
        for (int depth = 1; depth < Entry.MAX_DEPTH; depth++) {
            table.add(new Entry.Directory(3 + depth, depth, "d", 0700, time));
        }
        assertThat(table.path(table.size() - 1)).hasSize(Entry.MAX_DEPTH).startsWith(name, "d");
    }

    @Test
    void refusesWhatDoesNotFollow() {
        assertThatThrownBy(() -> table.add(file(1, 0, "a"))).isInstanceOf(ManifestOrderException.class);
        assertThatThrownBy(() -> table.add(file(0, 1, "a"))).isInstanceOf(ManifestOrderException.class);
        table.add(file(0, 0, "a"));
        assertThatThrownBy(() -> table.add(file(1, 1, "b"))).isInstanceOf(ManifestOrderException.class);
        assertThat(table.size()).isEqualTo(1);
        assertThatThrownBy(() -> table.entry(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> table.path(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void oneWritesWhileOthersRead() {
        RandomEntries made =
                new RandomEntries(Seed.announce("EntryTableTest.oneWrites").random(), 2 * EntryChunk.ENTRIES);
        CompletableFuture<?>[] readers = IntStream.range(0, 2)
                .mapToObj(reader -> CompletableFuture.runAsync(() -> {
                    int size = 0;
                    while (size < made.entries.size()) {
                        size = table.size();
                        if (size > 0) {
                            assertThat(table.entry(size - 1)).isEqualTo(made.entries.get(size - 1));
                            assertThat(table.path(size / 2)).isEqualTo(made.paths.get(size / 2));
                        }
                    }
                }))
                .toArray(CompletableFuture[]::new);
        made.entries.forEach(table::add);
        CompletableFuture.allOf(readers).join();
    }

    @Test
    void aMillionEntriesTakeNinetyMebibytesAtMost() {
        table.add(new Entry.Directory(0, 0, "directory", 0755, Instant.EPOCH));
        for (int i = 1; i < 1_000_000; i++) {
            table.add(file(i, 1, String.format("a-photograph-of-%07d-with-a-long-name.jpeg", i)));
        }
        assertThat(table.heapBytes()).isBetween(60 * MEBIBYTE, 90 * MEBIBYTE);
        EntryRoots roots = new EntryRoots();
        for (int i = 0; i < 1_000_000; i += 100) {
            roots.put(i, ManifestDigest.NOT_TAKEN);
        }
        assertThat(roots.heapBytes()).isBetween(30 * MEBIBYTE, 40 * MEBIBYTE);
    }

    private static Entry file(int index, int depth, String name) {
        return new Entry.File(index, depth, name, 0644, Instant.EPOCH, index, index, PieceSize.STREAM);
    }
}
