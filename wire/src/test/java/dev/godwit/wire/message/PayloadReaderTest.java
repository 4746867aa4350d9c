package dev.godwit.wire.message;

import static dev.godwit.wire.message.Payloads.HASH;
import static dev.godwit.wire.message.Payloads.assertRefused;
import static dev.godwit.wire.message.Payloads.assertTaken;

import org.junit.jupiter.api.Test;

/** The edges of the fields of messages without entries and bodies: cases H4 and L1 of the security list. */
class PayloadReaderTest {
    private static final long LENGTH_MAX = 1L << 48;
    private static final long SHARE_MAX = 1L << 60;
    private static final int PIECES_MAX = 1 << 24;
    private static final int ENTRIES_MAX = 1 << 24;

    @Test
    void boundsTheEntry() {
        for (int index : new int[] {ENTRIES_MAX, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertRefused(MessageType.GET, index, 0L, 1);
            assertRefused(MessageType.GET_FILES, index, (short) 1);
            assertRefused(MessageType.BLOCKS, index, 0L, 1, (byte) 0, 1, HASH);
            assertRefused(MessageType.FILES, (short) 1, (byte) 0, 0, index, (short) 0, 0, HASH);
            assertRefused(MessageType.STREAM_END, index, 0L);
            assertRefused(MessageType.ENTRY_FAILED, index, (short) 16, (short) 0);
            assertRefused(MessageType.HAVE, index, 0L, 0L, 0);
            assertRefused(MessageType.ROOT_REQUEST, index);
            assertRefused(MessageType.ROOT, index, 0L, HASH);
        }
        assertTaken(MessageType.ROOT_REQUEST, ENTRIES_MAX - 1);
    }

    @Test
    void boundsTimes() {
        long max = (1L << 40) - 1;
        for (long seconds : new long[] {max + 1, -max - 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1}) {
            assertRefused(MessageType.COMPLETE, (byte) 1, 0L, HASH, seconds, new byte[64]);
        }
        assertTaken(MessageType.COMPLETE, (byte) 1, 0L, HASH, max, new byte[64]);
        assertTaken(MessageType.COMPLETE, (byte) 1, 0L, HASH, -max, new byte[64]);
        assertTaken(MessageType.COMPLETED, 0L, Long.MAX_VALUE, 0L);
        assertRefused(MessageType.COMPLETED, -1L, 0L, 0L);
        assertRefused(MessageType.COMPLETED, 0L, 0L, Long.MIN_VALUE);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] overlongSlash = {(byte) 0xC0, (byte) 0xAF};
        byte[] halfSurrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
        for (byte[] bad : new byte[][] {overlongSlash, halfSurrogate, {(byte) 0xFF}, {'a', (byte) 0xC3}}) {
            assertRefused(MessageType.HELLO, (short) 1, (short) 1, 0L, (byte) bad.length, bad);
            assertRefused(MessageType.FAILED, (short) 7, (short) bad.length, bad);
            assertRefused(MessageType.ENTRY_FAILED, 0, (short) 16, (short) bad.length, bad);
        }
    }

    @Test
    void takesTheCharacterThatStandsForWhatIsMalformed() {
        byte[] replacement = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};
        assertTaken(MessageType.FAILED, (short) 7, (short) 3, replacement);
    }

    @Test
    void boundsTextsByTheirMessage() {
        assertTaken(MessageType.HELLO, (short) 1, (short) 1, 0L, (byte) 64, new byte[64]);
        assertRefused(MessageType.HELLO, (short) 1, (short) 1, 0L, (byte) 255, new byte[64]);
        assertRefused(MessageType.HELLO, (short) 1, (short) 1, 0L, (byte) 63, new byte[64]);
        assertTaken(MessageType.FAILED, (short) 7, (short) 1024, new byte[1024]);
        assertRefused(MessageType.FAILED, (short) 7, (short) 1025, new byte[1025]);
        assertRefused(MessageType.FAILED, (short) 7, (short) -1, new byte[1024]);
        assertTaken(MessageType.ENTRY_FAILED, 0, (short) 16, (short) 1024, new byte[1024]);
        assertRefused(MessageType.ENTRY_FAILED, 0, (short) 16, (short) 1025, new byte[1025]);
    }

    /** A piece that no file has would overflow when it is multiplied by its size. */
    @Test
    void boundsRequestsOfPieces() {
        assertTaken(MessageType.GET, 0, 0L, 1024);
        assertTaken(MessageType.GET, 0, PIECES_MAX - 1L, 1);
        assertTaken(MessageType.GET, 0, PIECES_MAX - 1024L, 1024);
        assertRefused(MessageType.GET, 0, PIECES_MAX - 1023L, 1024);
        assertRefused(MessageType.GET, 0, (long) PIECES_MAX, 1);
        assertRefused(MessageType.GET, 0, LENGTH_MAX, 1);
        assertRefused(MessageType.GET, 0, Long.MAX_VALUE, 1);
        assertRefused(MessageType.GET, 0, -1L, 1);
        assertRefused(MessageType.GET, 0, 0L, 0);
        assertRefused(MessageType.GET, 0, 0L, 1025);
        assertRefused(MessageType.GET, 0, 0L, -1);
    }

    @Test
    void boundsRequestsOfFiles() {
        assertTaken(MessageType.GET_FILES, 0, (short) 1024);
        assertTaken(MessageType.GET_FILES, ENTRIES_MAX - 1, (short) 1);
        assertTaken(MessageType.GET_FILES, ENTRIES_MAX - 1024, (short) 1024);
        assertRefused(MessageType.GET_FILES, ENTRIES_MAX - 1023, (short) 1024);
        assertRefused(MessageType.GET_FILES, 0, (short) 0);
        assertRefused(MessageType.GET_FILES, 0, (short) 1025);
        assertRefused(MessageType.GET_FILES, 0, (short) -1);
    }

    @Test
    void boundsTheListing() {
        assertTaken(MessageType.LIST, ENTRIES_MAX);
        assertTaken(MessageType.LIST, 0);
        assertRefused(MessageType.LIST, ENTRIES_MAX + 1);
        assertRefused(MessageType.LIST, -1);
        assertTaken(MessageType.LISTING, ENTRIES_MAX, SHARE_MAX, (byte) 1);
        assertTaken(MessageType.LISTING, 0, -1L, (byte) 0);
        assertRefused(MessageType.LISTING, ENTRIES_MAX + 1, 0L, (byte) 0);
        assertRefused(MessageType.LISTING, 0, SHARE_MAX + 1, (byte) 0);
        assertRefused(MessageType.LISTING, 0, -2L, (byte) 0);
        assertRefused(MessageType.LISTING, 0, 0L, (byte) 2);
        assertRefused(MessageType.LISTING, 0, 0L, (byte) -1);
        assertTaken(MessageType.ENTRIES_END, 0, 0L);
        assertTaken(MessageType.ENTRIES_END, ENTRIES_MAX, SHARE_MAX);
        assertRefused(MessageType.ENTRIES_END, ENTRIES_MAX + 1, 0L);
        assertRefused(MessageType.ENTRIES_END, -1, 0L);
        assertRefused(MessageType.ENTRIES_END, 1, SHARE_MAX + 1);
        assertRefused(MessageType.ENTRIES_END, 1, Long.MIN_VALUE);
    }

    @Test
    void boundsReports() {
        assertTaken(MessageType.HAVE, 0, (long) PIECES_MAX, SHARE_MAX, ENTRIES_MAX);
        assertRefused(MessageType.HAVE, 0, PIECES_MAX + 1L, 0L, 0);
        assertRefused(MessageType.HAVE, 0, -1L, 0L, 0);
        assertRefused(MessageType.HAVE, 0, 0L, SHARE_MAX + 1, 0);
        assertRefused(MessageType.HAVE, 0, 0L, -1L, 0);
        assertRefused(MessageType.HAVE, 0, 0L, 0L, ENTRIES_MAX + 1);
        assertRefused(MessageType.HAVE, 0, 0L, 0L, -1);
        assertTaken(MessageType.STREAM_END, 0, LENGTH_MAX);
        assertRefused(MessageType.STREAM_END, 0, LENGTH_MAX + 1);
        assertRefused(MessageType.STREAM_END, 0, -1L);
    }

    @Test
    void refusesAnEmptyFileWithARoot() {
        byte[] one = new byte[32];
        one[31] = 1;
        assertTaken(MessageType.ROOT, 0, 0L, HASH);
        assertTaken(MessageType.ROOT, 0, 1L, one);
        assertRefused(MessageType.ROOT, 0, 0L, one);
        assertRefused(MessageType.ROOT, 0, -1L, one);
        assertRefused(MessageType.ROOT, 0, LENGTH_MAX + 1, one);
        assertRefused(MessageType.COMPLETE, (byte) 1, 0L, one, 0L, new byte[64]);
    }

    @Test
    void takesAFlagInOneForm() {
        assertTaken(MessageType.COMPLETE, (byte) 0, 0L, HASH, 0L, new byte[64]);
        assertRefused(MessageType.COMPLETE, (byte) 2, 0L, HASH, 0L, new byte[64]);
        assertRefused(MessageType.COMPLETE, (byte) 255, 0L, HASH, 0L, new byte[64]);
    }
}
