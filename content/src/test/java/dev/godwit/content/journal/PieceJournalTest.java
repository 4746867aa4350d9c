package dev.godwit.content.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.journal.PieceJournal.Header;
import dev.godwit.content.journal.PieceJournal.Start;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Tmpfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceJournalTest {
    private static final int HEADER_BYTES = 60;
    private static final int RECORD_BYTES = 40;
    private static final Header HEADER = new Header(root(1000), PieceSize.STREAM, 100L << 20);

    @TempDir
    private Path directory;

    record Piece(long index, Hash root) {}

    @Test
    void remembersWhatWasAppended() throws IOException {
        Path path = directory.resolve("journal");
        try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
            assertThat(journal.start()).isEqualTo(Start.CREATED);
            journal.append(99, root(1));
            journal.append(0, root(2));
        }
        try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
            assertThat(journal.start()).isEqualTo(Start.RESUMED);
            journal.append(5, root(3));
            journal.force();
            assertThat(pieces(journal))
                    .containsExactly(new Piece(99, root(1)), new Piece(0, root(2)), new Piece(5, root(3)));
            assertThat(journal.count()).isEqualTo(3);
        }
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void holdsMoreThanOneReadTakes() throws IOException {
        Header stream = new Header(root(1), PieceSize.STREAM, -1);
        Path path = directory.resolve("journal");
        try (PieceJournal journal = PieceJournal.open(path, stream)) {
            for (int i = 0; i < 10_000; i++) {
                journal.append(0xFFFF_FFFFL - i, root(i));
            }
        }
        try (PieceJournal journal = PieceJournal.open(path, stream)) {
            assertThat(journal.count()).isEqualTo(10_000);
            assertThat(pieces(journal).getLast()).isEqualTo(new Piece(0xFFFF_FFFFL - 9_999, root(9_999)));
        }
    }

    @Test
    void cutAtAnyByteItHoldsExactlyTheWholeRecordsAndGoesOn() throws IOException {
        byte[] whole = fiveRecords();
        for (int length = 0; length < whole.length; length++) {
            Path path = Files.write(directory.resolve("cut-" + length), Arrays.copyOf(whole, length));
            int records = Math.max(0, (length - HEADER_BYTES) / RECORD_BYTES);
            try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
                assertThat(journal.start()).isEqualTo(length < HEADER_BYTES ? Start.REPLACED : Start.RESUMED);
                journal.append(50, root(50));
            }
            try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
                List<Piece> expected = new ArrayList<>(firstPieces(records));
                expected.add(new Piece(50, root(50)));
                assertThat(pieces(journal)).as("cut at " + length).isEqualTo(expected);
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
            try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
                assertThat(pieces(journal)).as("bit " + bit).isEqualTo(firstPieces(intact));
            }
        }
    }

    @Test
    void aRecordCountsOnlyWhereItWasWritten() throws IOException {
        byte[] whole = fiveRecords();
        System.arraycopy(whole, HEADER_BYTES, whole, HEADER_BYTES + RECORD_BYTES, RECORD_BYTES);
        Path path = Files.write(directory.resolve("moved"), whole);
        try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
            assertThat(pieces(journal)).isEqualTo(firstPieces(1));
        }
    }

    @Test
    void theJournalOfOtherContentIsNotUsed() throws IOException {
        for (Header other : List.of(
                new Header(root(1), HEADER.pieceSize(), HEADER.lengthBytes()),
                new Header(HEADER.key(), new PieceSize(PieceSize.MIN_BYTES), HEADER.lengthBytes()),
                new Header(HEADER.key(), HEADER.pieceSize(), HEADER.lengthBytes() - 1))) {
            Path path = Files.write(directory.resolve("other"), fiveRecords());
            try (PieceJournal journal = PieceJournal.open(path, other)) {
                assertThat(journal.start()).isEqualTo(Start.REPLACED);
                assertThat(pieces(journal)).isEmpty();
            }
        }
    }

    @Test
    void refusesPiecesThatTheContentDoesNotHave() throws IOException {
        try (PieceJournal journal = PieceJournal.open(directory.resolve("journal"), HEADER)) {
            assertThatThrownBy(() -> journal.append(100, root(0))).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> journal.append(-1, root(0))).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void doesNotFollowALink() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("journal"), victim);
        assertThatThrownBy(() -> PieceJournal.open(link, HEADER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("symbolic link");
        assertThat(victim).hasContent("precious");
    }

    @Test
    void manyThreadsAppend() throws IOException {
        Path path = directory.resolve("journal");
        try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
            CompletableFuture<?>[] writers = IntStream.range(0, 100)
                    .mapToObj(index -> CompletableFuture.runAsync(() -> append(journal, index)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(writers).join();
        }
        try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
            assertThat(pieces(journal)).containsExactlyInAnyOrderElementsOf(firstPieces(100));
        }
    }

    @Test
    void saysWhenTheDiskIsFullAndKeepsWhatItHad() throws IOException {
        assumeTrue(Tmpfs.isPossible(), "only root may mount a small disk");
        try (Tmpfs disk = Tmpfs.mount(Files.createDirectory(directory.resolve("disk")), 64)) {
            Path path = disk.directory().resolve("journal");
            Path filler = disk.directory().resolve("filler");
            Header stream = new Header(root(1), PieceSize.STREAM, -1);
            try (PieceJournal journal = PieceJournal.open(path, stream)) {
                assertThatThrownBy(() -> Files.write(filler, new byte[1 << 20])).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> {
                            for (int index = 0; index < 1000; index++) {
                                journal.append(index, root(index));
                            }
                        })
                        .isInstanceOf(DiskFullException.class)
                        .hasMessageContaining("free");
                long held = journal.count();
                Files.write(filler, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
                journal.append(held, root((int) held));
                assertThat(pieces(journal)).isEqualTo(firstPieces((int) held + 1));
            }
        }
    }

    private byte[] fiveRecords() throws IOException {
        Path path = directory.resolve("five");
        Files.deleteIfExists(path);
        try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
            firstPieces(5).forEach(piece -> append(journal, (int) piece.index()));
        }
        byte[] bytes = Files.readAllBytes(path);
        assertThat(bytes).hasSize(HEADER_BYTES + 5 * RECORD_BYTES);
        return bytes;
    }

    private static void append(PieceJournal journal, int index) {
        try {
            journal.append(index, root(index));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Piece> firstPieces(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Piece(index, root(index)))
                .toList();
    }

    private static List<Piece> pieces(PieceJournal journal) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        journal.forEach((index, root) -> pieces.add(new Piece(index, root)));
        return pieces;
    }

    private static Hash root(int seed) {
        return Hash.of(new RandomContent(seed).bytes(Hash.BYTES));
    }
}
