package dev.godwit.content.journal;

import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The bytes of a journal, big-endian: a header of magic, version, key, piece size, length and checksum; then records of
 * piece index, piece root and checksum. A record's checksum also covers where in the file it stands.
 */
final class JournalFormat {
    static final int HEADER_BYTES = 8 + 4 + Hash.BYTES + 4 + 8 + 4;
    static final int RECORD_BYTES = 4 + Hash.BYTES + 4;
    static final long MAX_INDEX = 0xFFFF_FFFFL;

    private static final byte[] MAGIC = "GODWITJ1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    private JournalFormat() {}

    static ByteBuffer header(PieceJournal.Header header) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(VERSION);
        header.key().write(bytes);
        bytes.putInt(header.pieceSize().bytes()).putLong(header.lengthBytes());
        return bytes.putInt(checksum(bytes.duplicate().flip(), 0)).flip();
    }

    static ByteBuffer entry(long index, Hash root, long position) {
        ByteBuffer bytes = ByteBuffer.allocate(RECORD_BYTES).putInt((int) index);
        root.write(bytes);
        return bytes.putInt(checksum(bytes.duplicate().flip(), position)).flip();
    }

    /**
     * Reads records up to the first that is not whole and intact.
     *
     * @param position where in the file the buffer begins
     * @param indexLimit records of this index or a higher one are not intact
     * @return the position behind the last intact record
     */
    static long readEntries(ByteBuffer bytes, long position, long indexLimit, PieceListener listener) {
        long end = position;
        while (bytes.remaining() >= RECORD_BYTES) {
            int checksum = checksum(bytes.slice(bytes.position(), RECORD_BYTES - 4), end);
            long index = Integer.toUnsignedLong(bytes.getInt());
            Hash root = Hash.read(bytes);
            if (bytes.getInt() != checksum || index >= indexLimit) {
                return end;
            }
            listener.piece(index, root);
            end += RECORD_BYTES;
        }
        return end;
    }

    private static int checksum(ByteBuffer bytes, long position) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
        return (int) crc.getValue();
    }
}
