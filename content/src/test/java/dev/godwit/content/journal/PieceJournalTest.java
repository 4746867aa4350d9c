package dev.godwit.content.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.journal.PieceJournal.Header;
import dev.godwit.content.journal.PieceJournal.Start;
import dev.godwit.content.journal.PieceJournalTest.Piece;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceJournalTest extends JournalContract<Piece> {
    private static final Header HEADER = new Header(root(1000), PieceSize.STREAM, 1000L << 20);

    record Piece(long index, Hash root) {}

    record OpenedPieces(PieceJournal journal) implements Opened<Piece> {
        @Override
        public Start start() {
            return journal.start();
        }

        @Override
        public void append(int number) throws IOException {
            journal.append(number, root(number));
        }

        @Override
        public List<Piece> records() throws IOException {
            List<Piece> pieces = new ArrayList<>();
            journal.forEach((index, root) -> pieces.add(new Piece(index, root)));
            return pieces;
        }

        @Override
        public long count() {
            return journal.count();
        }

        @Override
        public void close() throws IOException {
            journal.close();
        }
    }

    PieceJournalTest() {
        super(60, 40);
    }

    @Override
    OpenedPieces open(Path path) throws IOException {
        return open(path, HEADER);
    }

    private static OpenedPieces open(Path path, Header header) throws IOException {
        return new OpenedPieces(PieceJournal.open(path, header));
    }

    @Override
    Piece record(int number) {
        return new Piece(number, root(number));
    }

    @Test
    void remembersWhatWasAppended() throws IOException {
        Path path = path("journal");
        try (PieceJournal journal = PieceJournal.open(path, HEADER)) {
            assertThat(journal.start()).isEqualTo(Start.CREATED);
            journal.append(99, root(1));
            journal.append(0, root(2));
        }
        try (OpenedPieces pieces = open(path)) {
            assertThat(pieces.start()).isEqualTo(Start.RESUMED);
            pieces.journal().append(5, root(3));
            assertThat(pieces.records())
                    .containsExactly(new Piece(99, root(1)), new Piece(0, root(2)), new Piece(5, root(3)));
            assertThat(pieces.count()).isEqualTo(3);
        }
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void holdsMoreThanOneReadTakes() throws IOException {
        Header stream = new Header(root(1), PieceSize.STREAM, -1);
        Path path = path("journal");
        try (PieceJournal journal = PieceJournal.open(path, stream)) {
            for (int i = 0; i < 10_000; i++) {
                journal.append(0xFFFF_FFFFL - i, root(i));
            }
        }
        try (OpenedPieces pieces = open(path, stream)) {
            assertThat(pieces.count()).isEqualTo(10_000);
            assertThat(pieces.records().getLast()).isEqualTo(new Piece(0xFFFF_FFFFL - 9_999, root(9_999)));
        }
    }

    @Test
    void theJournalOfOtherContentIsNotUsed() throws IOException {
        for (Header other : List.of(
                new Header(root(1), HEADER.pieceSize(), HEADER.lengthBytes()),
                new Header(HEADER.key(), new PieceSize(PieceSize.MIN_BYTES), HEADER.lengthBytes()),
                new Header(HEADER.key(), HEADER.pieceSize(), HEADER.lengthBytes() - 1))) {
            Path path = Files.write(path("other"), fiveRecords());
            try (OpenedPieces pieces = open(path, other)) {
                assertThat(pieces.start()).isEqualTo(Start.REPLACED);
                assertThat(pieces.records()).isEmpty();
            }
        }
    }

    @Test
    void refusesPiecesThatTheContentDoesNotHave() throws IOException {
        try (PieceJournal journal = PieceJournal.open(path("journal"), HEADER)) {
            assertThatThrownBy(() -> journal.append(1000, root(0))).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> journal.append(-1, root(0))).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
