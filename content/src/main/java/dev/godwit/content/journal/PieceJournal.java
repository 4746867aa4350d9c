package dev.godwit.content.journal;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceListener;
import dev.godwit.content.merkle.PieceSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Which pieces of one content were written, kept in a file of its own that survives being killed at any byte. Appending is
 * thread-safe.
 */
public final class PieceJournal implements AutoCloseable {
    private static final String MAGIC = "GODWITJ1";
    private static final int RECORD_BYTES = Integer.BYTES + Hash.BYTES + JournalFormat.CHECKSUM_BYTES;
    private static final long MAX_INDEX = 0xFFFF_FFFFL;

    /**
     * What a journal is about. One that was made for anything else is not used.
     *
     * @param key names the content version, 32 bytes of the caller's choice
     * @param pieceSize how the content is cut
     * @param lengthBytes its length, or -1 for a stream
     */
    public record Header(Hash key, PieceSize pieceSize, long lengthBytes) {
        private long pieceCount() {
            return lengthBytes < 0 ? MAX_INDEX + 1 : pieceSize.count(lengthBytes);
        }

        private ByteBuffer fields() {
            ByteBuffer fields = ByteBuffer.allocate(Hash.BYTES + Integer.BYTES + Long.BYTES);
            key.write(fields);
            return fields.putInt(pieceSize.bytes()).putLong(lengthBytes).flip();
        }
    }

    /** How a journal was found. */
    public enum Start {
        /** There was none. */
        CREATED,
        /** It was there, with what it held intact. */
        RESUMED,
        /** There was one of other content, or a damaged one: it was emptied. */
        REPLACED
    }

    private final RecordFile file;
    private final Header header;

    private PieceJournal(RecordFile file, Header header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Opens the journal of some content, readable for its owner alone, and makes it if it is missing. A damaged end is cut
     * off.
     *
     * @throws DiskFullException when there is no room for a new one
     * @throws IOException when the path is a symbolic link, or may not be opened
     */
    public static PieceJournal open(Path path, Header header) throws IOException {
        RecordReader check = fields -> indexOf(fields) < header.pieceCount();
        ByteBuffer headerBytes = JournalFormat.header(MAGIC, header.fields());
        return new PieceJournal(RecordFile.open(path, new RecordFile.Shape(headerBytes, RECORD_BYTES, check)), header);
    }

    /** How it was found. */
    public Start start() {
        return file.start();
    }

    /** How many pieces it holds; one that was appended twice counts twice. */
    public long count() {
        return file.count();
    }

    /**
     * Records that a piece was written, with one write to the system.
     *
     * @throws DiskFullException when there is no room; the journal is as it was before
     * @throws IndexOutOfBoundsException when the content has no such piece
     */
    public void append(long index, Hash root) throws IOException {
        if (index < 0 || index >= header.pieceCount()) {
            throw new IndexOutOfBoundsException("No piece " + index + " of " + header.pieceCount());
        }
        ByteBuffer fields = ByteBuffer.allocate(Integer.BYTES + Hash.BYTES).putInt((int) index);
        root.write(fields);
        file.append(fields.flip());
    }

    /** Tells every recorded piece in the order of recording; of one that was appended twice the last word counts. */
    public void forEach(PieceListener listener) throws IOException {
        file.forEach(fields -> {
            listener.piece(indexOf(fields), Hash.read(fields));
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static long indexOf(ByteBuffer fields) {
        return Integer.toUnsignedLong(fields.getInt());
    }
}
