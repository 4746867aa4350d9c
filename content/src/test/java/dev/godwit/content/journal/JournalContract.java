package dev.godwit.content.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.journal.PieceJournal.Start;
import dev.godwit.content.merkle.Hash;
import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Tmpfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every journal: cut off or damaged at any place it holds the records before that, and goes on.
 *
 * @param <R> what a record says
 */
abstract class JournalContract<R> {
    private final int headerBytes;
    private final int recordBytes;

    @TempDir
    private Path directory;

    JournalContract(int headerBytes, int recordBytes) {
        this.headerBytes = headerBytes;
        this.recordBytes = recordBytes;
    }

    /** A journal that is open. */
    interface Opened<R> extends AutoCloseable {
        Start start();

        /** Appends the record with this number. */
        void append(int number) throws IOException;

        List<R> records() throws IOException;

        long count();

        @Override
        void close() throws IOException;
    }

    /** Opens the journal under test, which has room for the numbers below 1000. */
    abstract Opened<R> open(Path path) throws IOException;

    /** What the record with this number says. */
    abstract R record(int number);

    @Test
    void cutAtAnyByteItHoldsExactlyTheWholeRecordsAndGoesOn() throws IOException {
        byte[] whole = fiveRecords();
        for (int length = 0; length < whole.length; length++) {
            Path path = Files.write(directory.resolve("cut-" + length), Arrays.copyOf(whole, length));
            int records = Math.max(0, (length - headerBytes) / recordBytes);
            try (Opened<R> journal = open(path)) {
                assertThat(journal.start()).isEqualTo(length < headerBytes ? Start.REPLACED : Start.RESUMED);
                journal.append(50);
            }
            try (Opened<R> journal = open(path)) {
                List<R> expected = new ArrayList<>(firstRecords(records));
                expected.add(record(50));
                assertThat(journal.records()).as("cut at " + length).isEqualTo(expected);
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
            int intact = bit / 8 < headerBytes ? 0 : (bit / 8 - headerBytes) / recordBytes;
            try (Opened<R> journal = open(path)) {
                assertThat(journal.records()).as("bit " + bit).isEqualTo(firstRecords(intact));
            }
        }
    }

    @Test
    void aRecordCountsOnlyWhereItWasWritten() throws IOException {
        byte[] whole = fiveRecords();
        System.arraycopy(whole, headerBytes, whole, headerBytes + recordBytes, recordBytes);
        Path path = Files.write(directory.resolve("moved"), whole);
        try (Opened<R> journal = open(path)) {
            assertThat(journal.records()).isEqualTo(firstRecords(1));
        }
    }

    @Test
    void doesNotFollowALink() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("journal"), victim);
        assertThatThrownBy(() -> open(link)).isInstanceOf(IOException.class).hasMessageContaining("symbolic link");
        assertThat(victim).hasContent("precious");
    }

    @Test
    void manyThreadsAppend() throws IOException {
        Path path = directory.resolve("journal");
        try (Opened<R> journal = open(path)) {
            CompletableFuture<?>[] writers = IntStream.range(0, 100)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> append(journal, number)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(writers).join();
        }
        try (Opened<R> journal = open(path)) {
            assertThat(journal.records()).containsExactlyInAnyOrderElementsOf(firstRecords(100));
        }
    }

    private void append(Opened<R> journal, int number) {
        try {
            journal.append(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhenTheDiskIsFullAndKeepsWhatItHad() throws IOException {
        assumeTrue(Tmpfs.isPossible(), "only root may mount a small disk");
        try (Tmpfs disk = Tmpfs.mount(Files.createDirectory(directory.resolve("disk")), 64);
                Opened<R> journal = open(disk.directory().resolve("journal"))) {
            Path filler = disk.directory().resolve("filler");
            assertThatThrownBy(() -> Files.write(filler, new byte[1 << 20])).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        for (int number = 0; number < 1000; number++) {
                            journal.append(number);
                        }
                    })
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageContaining("free");
            int held = (int) journal.count();
            Files.write(filler, new byte[0]);
            journal.append(held);
            assertThat(journal.records()).isEqualTo(firstRecords(held + 1));
        }
    }

    /** A file in the directory of this test. */
    final Path path(String name) {
        return directory.resolve(name);
    }

    /** The bytes of a journal that holds the first five records. */
    final byte[] fiveRecords() throws IOException {
        Path path = directory.resolve("five");
        Files.deleteIfExists(path);
        try (Opened<R> journal = open(path)) {
            for (int number = 0; number < 5; number++) {
                journal.append(number);
            }
        }
        byte[] bytes = Files.readAllBytes(path);
        assertThat(bytes).hasSize(headerBytes + 5 * recordBytes);
        return bytes;
    }

    private List<R> firstRecords(int count) {
        return IntStream.range(0, count).mapToObj(this::record).toList();
    }

    /** A hash of its own for each number. */
    static Hash root(int number) {
        return Hash.of(new RandomContent(number).bytes(Hash.BYTES));
    }
}
