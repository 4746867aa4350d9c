package dev.godwit.content.merkle;

import java.nio.ByteBuffer;

/**
 * Builds the root of one piece after another from their blocks in order. Memory is constant and re-used: make one per
 * thread and keep it. Not thread-safe.
 */
public final class PieceHasher {
    private final PieceSize pieceSize;
    private final NodeStack blocks = new NodeStack(0);
    private final BlockHasher blockHasher = new BlockHasher();
    private final byte[] leaf = new byte[Hash.BYTES];

    /** Makes a hasher for files cut into pieces of this size. */
    public PieceHasher(PieceSize pieceSize) {
        this.pieceSize = pieceSize;
    }

    /**
     * Adds the next block by its hash: 32 bytes of {@code hashes} from {@code offset}.
     *
     * @throws IllegalStateException when the piece is full
     */
    public void add(byte[] hashes, int offset) {
        if (isFull()) {
            throw new IllegalStateException("The piece has its " + pieceSize.blocks() + " blocks");
        }
        blocks.push(hashes, offset);
    }

    /**
     * Adds the next blocks by their bytes, consuming the buffer; only the piece's last call may end inside a block.
     *
     * @throws IllegalStateException when they are more than the piece has room for
     */
    public void update(ByteBuffer data) {
        int end = data.limit();
        while (data.position() < end) {
            data.limit(Math.min(end, data.position() + Blocks.BLOCK_BYTES));
            blockHasher.hash(data, leaf, 0);
            data.limit(end);
            add(leaf, 0);
        }
    }

    /** Whether all blocks of a whole piece were added. */
    public boolean isFull() {
        return blocks.count() == pieceSize.blocks();
    }

    /**
     * The root of the blocks added since the last call; begins a new piece. A short piece is padded to a whole one if the
     * file is longer than a piece, and to the next power of two of its own blocks if the file is no more than this piece
     * (BEP 52). For a full piece both are the same, and the length does not matter.
     *
     * @param fileLengthBytes length of the whole file
     * @throws IllegalStateException when no block was added
     */
    public Hash root(long fileLengthBytes) {
        if (blocks.count() == 0) {
            throw new IllegalStateException("A piece has at least one block");
        }
        Hash root = fileLengthBytes > pieceSize.bytes() ? blocks.root(pieceSize.height()) : blocks.root();
        blocks.clear();
        return root;
    }

    /** Forgets the blocks added since the last root. */
    public void reset() {
        blocks.clear();
    }
}
