package dev.godwit.content.merkle;

import java.util.Arrays;

/** The leaves of the tree: a file is cut into blocks of 16 KiB, of which the last may be shorter (BEP 52). */
public final class Blocks {
    /** Length of every block but a file's last, in bytes. */
    public static final int BLOCK_BYTES = 16_384;

    /** SHA-256 of a whole block of zeros, as holes in sparse files are full of them. */
    public static final Hash ZERO_BLOCK =
            Hash.parse("4fe7b59af6de3b665b67788cc2f99892ab827efae3a467342b3bb4e3bc8e5bfe");

    private static final byte[] ZERO_BLOCK_BYTES = ZERO_BLOCK.toBytes();

    private Blocks() {}

    /** Whether the 32 bytes of {@code hashes} from {@code offset} are the hash of a whole block of zeros. */
    public static boolean isZero(byte[] hashes, int offset) {
        return Arrays.equals(hashes, offset, offset + Hash.BYTES, ZERO_BLOCK_BYTES, 0, Hash.BYTES);
    }

    /** How many blocks a file of this length has; none when it is empty. */
    public static long count(long lengthBytes) {
        return Math.ceilDivExact(lengthBytes, BLOCK_BYTES);
    }
}
