package dev.godwit.content.merkle;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Folds nodes of one height, given from left to right, into a root, like a binary counter: at most one finished subtree
 * waits per height, so memory is the logarithm of the count. Missing nodes on the right are subtrees of zero leaves
 * (BEP 52). Not thread-safe; allocates nothing per node.
 */
final class NodeStack {
    private static final int HEIGHTS = 50; // 2^63 bytes are 2^49 blocks
    private static final byte[][] PADDING = padding();

    private final MessageDigest sha256 = Sha256.create();
    private final byte[] waiting = new byte[HEIGHTS * Hash.BYTES];
    private final byte[] carry = new byte[Hash.BYTES];
    private final int baseHeight;
    private long count;

    /** @param baseHeight how far above the leaves the pushed nodes are */
    NodeStack(int baseHeight) {
        this.baseHeight = baseHeight;
    }

    /** How many nodes were pushed since the last {@link #clear}. */
    long count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** Adds the next node to the right: 32 bytes of an array. */
    void push(byte[] nodes, int offset) {
        System.arraycopy(nodes, offset, carry, 0, Hash.BYTES);
        int height = 0;
        for (; ((count >>> height) & 1) == 1; height++) {
            join(waiting, at(height), carry);
        }
        System.arraycopy(carry, 0, waiting, at(height), Hash.BYTES);
        count++;
    }

    /** The root of all pushed nodes, padded to the next power of two of their count. */
    Hash root() {
        return root(Long.SIZE - Long.numberOfLeadingZeros(count - 1));
    }

    /** The root of all pushed nodes, at least one, padded to {@code 2^height} of them. */
    Hash root(int height) {
        if (count == 1L << height) {
            return Hash.of(waiting, at(height));
        }
        boolean carrying = false;
        for (int h = 0; h < height; h++) {
            if (((count >>> h) & 1) == 1) {
                join(waiting, at(h), carrying ? carry : PADDING[baseHeight + h]);
                carrying = true;
            } else if (carrying) {
                join(carry, 0, PADDING[baseHeight + h]);
            }
        }
        return Hash.of(carry, 0);
    }

    /** Makes the carry the parent of a node of the array {@code left} and of {@code right}. */
    private void join(byte[] left, int leftOffset, byte[] right) {
        sha256.update(left, leftOffset, Hash.BYTES);
        sha256.update(right, 0, Hash.BYTES);
        try {
            sha256.digest(carry, 0, Hash.BYTES);
        } catch (DigestException e) {
            throw new AssertionError("The carry has room for a hash", e);
        }
    }

    private static int at(int height) {
        return height * Hash.BYTES;
    }

    /** The roots of trees of zero leaves, by height. */
    private static byte[][] padding() {
        byte[][] roots = new byte[HEIGHTS][];
        MessageDigest sha256 = Sha256.create();
        byte[] below = Hash.ZERO.toBytes();
        for (int height = 0; height < HEIGHTS; height++) {
            roots[height] = below;
            sha256.update(below);
            below = sha256.digest(below);
        }
        return roots;
    }
}
