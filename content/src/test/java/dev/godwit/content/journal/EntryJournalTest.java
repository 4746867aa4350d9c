package dev.godwit.content.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.journal.PieceJournal.Start;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Tmpfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryJournalTest {
    private static final int HEADER_BYTES = 48;
    private static final int RECORD_BYTES = 48;
    private static final Hash KEY = root(1000);

    @TempDir
    private Path directory;

    record Complete(int index, long identity, Hash root) {}

    @Test
    void remembersWhatWasAppended() throws IOException {
        Path path = directory.resolve("journal");
        try (EntryJournal journal = EntryJournal.open(path, KEY)) {
            assertThat(journal.start()).isEqualTo(Start.CREATED);
            journal.append(Entry.MAX_ENTRIES - 1, -1, root(1));
            journal.append(0, Long.MIN_VALUE, root(2));
        }
        try (EntryJournal journal = EntryJournal.open(path, KEY)) {
            assertThat(journal.start()).isEqualTo(Start.RESUMED);
            journal.append(0, 7, root(3));
            journal.force();
            assertThat(records(journal))
                    .containsExactly(
                            new Complete(Entry.MAX_ENTRIES - 1, -1, root(1)),
                            new Complete(0, Long.MIN_VALUE, root(2)),
                            new Complete(0, 7, root(3)));
            assertThat(journal.count()).isEqualTo(3);
        }
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void cutAtAnyByteItHoldsExactlyTheWholeRecordsAndGoesOn() throws IOException {
        byte[] whole = fiveRecords();
        for (int length = 0; length < whole.length; length++) {
            Path path = Files.write(directory.resolve("cut-" + length), Arrays.copyOf(whole, length));
            int records = Math.max(0, (length - HEADER_BYTES) / RECORD_BYTES);
            try (EntryJournal journal = EntryJournal.open(path, KEY)) {
                assertThat(journal.start()).isEqualTo(length < HEADER_BYTES ? Start.REPLACED : Start.RESUMED);
                append(journal, 50);
            }
            try (EntryJournal journal = EntryJournal.open(path, KEY)) {
                List<Complete> expected = new ArrayList<>(firstRecords(records));
                expected.add(record(50));
                assertThat(records(journal)).as("cut at " + length).isEqualTo(expected);
            }
        }
    }

    @Test
    void withAnyBitFlippedItHoldsNoWrongRecord() throws IOException {
        byte[] whole = fiveRecords();
        Path path = directory.resolve("flipped");
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(path, damaged);
            int intact = bit / 8 < HEADER_BYTES ? 0 : (bit / 8 - HEADER_BYTES) / RECORD_BYTES;
            try (EntryJournal journal = EntryJournal.open(path, KEY)) {
                assertThat(records(journal)).as("bit " + bit).isEqualTo(firstRecords(intact));
            }
        }
    }

    @Test
    void aRecordCountsOnlyWhereItWasWritten() throws IOException {
        byte[] whole = fiveRecords();
        System.arraycopy(whole, HEADER_BYTES, whole, HEADER_BYTES + RECORD_BYTES, RECORD_BYTES);
        Path path = Files.write(directory.resolve("moved"), whole);
        try (EntryJournal journal = EntryJournal.open(path, KEY)) {
            assertThat(records(journal)).isEqualTo(firstRecords(1));
        }
    }

    @Test
    void theJournalOfAnotherShareOrKindIsNotUsed() throws IOException {
        Path path = Files.write(directory.resolve("other"), fiveRecords());
        try (EntryJournal journal = EntryJournal.open(path, root(1))) {
            assertThat(journal.start()).isEqualTo(Start.REPLACED);
            assertThat(records(journal)).isEmpty();
        }
        Path pieces = directory.resolve("pieces");
        PieceJournal.open(pieces, new PieceJournal.Header(KEY, PieceSize.STREAM, 1))
                .close();
        try (EntryJournal journal = EntryJournal.open(pieces, KEY)) {
            assertThat(journal.start()).isEqualTo(Start.REPLACED);
        }
    }

    @Test
    void refusesEntriesThatNoShareHas() throws IOException {
        try (EntryJournal journal = EntryJournal.open(directory.resolve("journal"), KEY)) {
            assertThatThrownBy(() -> journal.append(-1, 0, root(0))).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> journal.append(Entry.MAX_ENTRIES, 0, root(0)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void doesNotFollowALink() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("journal"), victim);
        assertThatThrownBy(() -> EntryJournal.open(link, KEY)).isInstanceOf(IOException.class);
        assertThat(victim).hasContent("precious");
    }

    @Test
    void manyThreadsAppend() throws IOException {
        Path path = directory.resolve("journal");
        try (EntryJournal journal = EntryJournal.open(path, KEY)) {
            CompletableFuture<?>[] writers = IntStream.range(0, 100)
                    .mapToObj(index -> CompletableFuture.runAsync(() -> append(journal, index)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(writers).join();
        }
        try (EntryJournal journal = EntryJournal.open(path, KEY)) {
            assertThat(records(journal)).containsExactlyInAnyOrderElementsOf(firstRecords(100));
        }
    }

    @Test
    void saysWhenTheDiskIsFullAndKeepsWhatItHad() throws IOException {
        assumeTrue(Tmpfs.isPossible(), "only root may mount a small disk");
        try (Tmpfs disk = Tmpfs.mount(Files.createDirectory(directory.resolve("disk")), 64);
                EntryJournal journal = EntryJournal.open(disk.directory().resolve("journal"), KEY)) {
            Path filler = disk.directory().resolve("filler");
            assertThatThrownBy(() -> Files.write(filler, new byte[1 << 20])).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        for (int index = 0; index < 1000; index++) {
                            journal.append(index, record(index).identity(), root(index));
                        }
                    })
                    .isInstanceOf(DiskFullException.class);
            int held = (int) journal.count();
            Files.write(filler, new byte[0]);
            append(journal, held);
            assertThat(records(journal)).isEqualTo(firstRecords(held + 1));
        }
    }

    @Test
    void anIdentityTellsPathLengthAndTime() {
        Instant time = Instant.ofEpochSecond(5, 6);
        long identity = identity(List.of("ab", "c"), 7, time);
        assertThat(identity(List.of("ab", "c"), 7, time)).isEqualTo(identity);
        assertThat(List.of(
                        identity(List.of("a", "bc"), 7, time),
                        identity(List.of("abc"), 7, time),
                        identity(List.of("ab", "c", "d"), 7, time),
                        identity(List.of("ab", "c"), 8, time),
                        identity(List.of("ab", "c"), 7, time.plusNanos(1)),
                        identity(List.of("ab", "c"), 7, time.plusSeconds(1))))
                .doesNotContain(identity)
                .doesNotHaveDuplicates();
    }

    private static long identity(List<String> path, long length, Instant modified) {
        // Its place in the manifest and its permissions may change.
        int index = (int) (System.nanoTime() & 0xFF);
        return EntryJournal.identity(
                path,
                new Entry.File(
                        index, path.size() - 1, path.getLast(), index, modified, length, length, PieceSize.STREAM));
    }

    private byte[] fiveRecords() throws IOException {
        Path path = directory.resolve("five");
        try (EntryJournal journal = EntryJournal.open(path, KEY)) {
            firstRecords(5).forEach(complete -> append(journal, complete.index()));
        }
        byte[] bytes = Files.readAllBytes(path);
        assertThat(bytes).hasSize(HEADER_BYTES + 5 * RECORD_BYTES);
        return bytes;
    }

    private static void append(EntryJournal journal, int index) {
        try {
            journal.append(index, record(index).identity(), root(index));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Complete record(int index) {
        return new Complete(index, index * 0x0123_4567_89AB_CDEFL, root(index));
    }

    private static List<Complete> firstRecords(int count) {
        return IntStream.range(0, count).mapToObj(EntryJournalTest::record).toList();
    }

    private static List<Complete> records(EntryJournal journal) throws IOException {
        List<Complete> records = new ArrayList<>();
        journal.forEach((index, identity, root) -> records.add(new Complete(index, identity, root)));
        return records;
    }

    private static Hash root(int seed) {
        return Hash.of(new RandomContent(seed).bytes(Hash.BYTES));
    }
}
