package dev.godwit.content.merkle;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Hashes single blocks (BEP 52 leaves). Make one per thread and keep it: it re-uses its buffers and allocates nothing
 * per block. Not thread-safe.
 */
public final class BlockHasher {
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(Blocks.BLOCK_BYTES).asReadOnlyBuffer();

    private final MessageDigest sha256 = Sha256.create();
    private final byte[] copy = new byte[Blocks.BLOCK_BYTES];

    /** Makes a hasher for the use of one thread. */
    public BlockHasher() {}

    /**
     * Hashes the remaining bytes of a buffer, heap or direct, and consumes them.
     *
     * @throws IllegalArgumentException when they are none, or more than a block
     */
    public Hash hash(ByteBuffer block) {
        byte[] hash = new byte[Hash.BYTES];
        hash(block, hash, 0);
        return Hash.of(hash, 0);
    }

    /** As {@link #hash(ByteBuffer)}, putting the 32 bytes into {@code target} from {@code offset}. */
    public void hash(ByteBuffer block, byte[] target, int offset) {
        int length = block.remaining();
        if (length == 0 || length > Blocks.BLOCK_BYTES) {
            throw new IllegalArgumentException("A block has 1 to 16384 bytes, not " + length);
        }
        if (isZeroBlock(block)) {
            block.position(block.limit());
            Blocks.ZERO_BLOCK.write(target, offset);
            return;
        }
        if (block.hasArray()) {
            sha256.update(block.array(), block.arrayOffset() + block.position(), length);
            block.position(block.limit());
        } else {
            // One copy of our own: the digest would make four smaller ones.
            block.get(copy, 0, length);
            sha256.update(copy, 0, length);
        }
        try {
            sha256.digest(target, offset, Hash.BYTES);
        } catch (DigestException e) {
            throw new IndexOutOfBoundsException("No room for a hash at " + offset + " of " + target.length);
        }
    }

    /** Whether the remaining bytes are one whole block of zeros; data that is not zero is told at its first byte. */
    public static boolean isZeroBlock(ByteBuffer block) {
        return block.remaining() == Blocks.BLOCK_BYTES && block.mismatch(ZEROS) == -1;
    }
}
