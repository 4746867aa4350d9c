package dev.godwit.content.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The bytes of a journal, big-endian: a header of magic, version, fields and checksum; then records, all of one length,
 * of fields and checksum. A record's checksum also covers where in the file it stands.
 */
final class JournalFormat {
    static final int CHECKSUM_BYTES = 4;

    private static final int VERSION = 1;

    private JournalFormat() {}

    /**
     * The header of a kind of journal.
     *
     * @param magic eight letters that tell the kind
     * @param fields what such a journal is about, from position to limit
     */
    static ByteBuffer header(String magic, ByteBuffer fields) {
        byte[] letters = magic.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(letters.length + Integer.BYTES + fields.remaining() + CHECKSUM_BYTES);
        bytes.put(letters).putInt(VERSION).put(fields);
        return bytes.putInt(checksum(bytes.duplicate().flip(), 0)).flip();
    }

    /** The fields of a record, with the checksum for its place in the file behind them. */
    static ByteBuffer record(ByteBuffer fields, long position) {
        ByteBuffer bytes = ByteBuffer.allocate(fields.remaining() + CHECKSUM_BYTES);
        bytes.put(fields);
        return bytes.putInt(checksum(bytes.duplicate().flip(), position)).flip();
    }

    /**
     * Reads records up to the first that is not whole and intact.
     *
     * @param position where in the file the buffer begins
     * @param recordBytes of each record, with its checksum
     * @return the position behind the last intact record
     */
    static long readRecords(ByteBuffer bytes, long position, int recordBytes, RecordReader reader) {
        long end = position;
        while (bytes.remaining() >= recordBytes) {
            ByteBuffer fields = bytes.slice(bytes.position(), recordBytes - CHECKSUM_BYTES);
            int stored = bytes.getInt(bytes.position() + recordBytes - CHECKSUM_BYTES);
            if (stored != checksum(fields.duplicate(), end) || !reader.read(fields)) {
                return end;
            }
            bytes.position(bytes.position() + recordBytes);
            end += recordBytes;
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
