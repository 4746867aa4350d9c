package dev.godwit.content.merkle;

/**
 * How a file is cut into pieces, the units of request, journal and verification: every piece but the last has this many
 * bytes, a power of two from 256 KiB to 16 MiB (BEP 52 {@code piece length}).
 */
public record PieceSize(int bytes) {
    /** The smallest piece, in bytes. */
    public static final int MIN_BYTES = 256 * 1024;
    /** The largest piece, in bytes. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;
    /** For content whose length is not known beforehand: 1 MiB. */
    public static final PieceSize STREAM = new PieceSize(1024 * 1024);

    private static final long SMALL_FILE_BYTES = 1024L * 1024 * 1024;
    private static final int MANY_PIECES = 32_768;

    /** @throws IllegalArgumentException unless the size is a power of two in the allowed range */
    public PieceSize {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("Not a piece size: " + bytes);
        }
    }

    /** The usual size for a file: 256 KiB below 1 GiB, so that a kill costs little; else 1 MiB and more, for at most 32,768 pieces if it can be. */
    public static PieceSize forLength(long lengthBytes) {
        if (lengthBytes < SMALL_FILE_BYTES) {
            return new PieceSize(MIN_BYTES);
        }
        int bytes = STREAM.bytes;
        while (bytes < MAX_BYTES && Math.ceilDiv(lengthBytes, bytes) > MANY_PIECES) {
            bytes *= 2;
        }
        return new PieceSize(bytes);
    }

    /** Blocks in a whole piece. */
    public int blocks() {
        return bytes / Blocks.BLOCK_BYTES;
    }

    /** How many pieces a file of this length has; none when it is empty. */
    public long count(long lengthBytes) {
        return Math.ceilDiv(lengthBytes, bytes);
    }

    /** Where in the file a piece begins, in bytes. */
    public long offset(long index) {
        return Math.multiplyExact(index, bytes);
    }

    /**
     * The length of one piece of a file, in bytes.
     *
     * @throws IndexOutOfBoundsException when the file has no such piece
     */
    public int lengthOf(long index, long lengthBytes) {
        if (index < 0 || index >= count(lengthBytes)) {
            throw new IndexOutOfBoundsException("No piece " + index + " in " + lengthBytes + " bytes");
        }
        return (int) Math.min(bytes, lengthBytes - offset(index));
    }

    /** The height of a whole piece's root above the leaves. */
    int height() {
        return Integer.numberOfTrailingZeros(blocks());
    }
}
