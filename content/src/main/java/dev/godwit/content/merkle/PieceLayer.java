package dev.godwit.content.merkle;

import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The roots of one file's pieces, found in any order (BEP 52 {@code piece layers}); complete, they give the file's root.
 * 32 bytes per piece, taken as pieces come, so that a length claimed by a peer costs nothing. Safe for any thread.
 */
public final class PieceLayer {
    /** The most pieces a file may have: 256 TiB in the largest pieces. */
    public static final int MAX_PIECES = 1 << 24;

    private static final int PIECES_PER_PAGE = 1024;

    private final long lengthBytes;
    private final PieceSize pieceSize;
    private final int count;
    private final byte[] @Nullable [] pages;
    private final BitSet known = new BitSet();
    private int knownCount;

    /** @throws IllegalArgumentException when the length is negative or makes more than {@link #MAX_PIECES} */
    public PieceLayer(long lengthBytes, PieceSize pieceSize) {
        if (lengthBytes < 0 || pieceSize.count(lengthBytes) > MAX_PIECES) {
            throw new IllegalArgumentException(lengthBytes + " bytes are too many for pieces of " + pieceSize.bytes());
        }
        this.lengthBytes = lengthBytes;
        this.pieceSize = pieceSize;
        this.count = (int) pieceSize.count(lengthBytes);
        this.pages = new byte[Math.ceilDiv(count, PIECES_PER_PAGE)][];
    }

    /** Length of the file, in bytes. */
    public long length() {
        return lengthBytes;
    }

    /** How the file is cut. */
    public PieceSize pieceSize() {
        return pieceSize;
    }

    /** How many pieces the file has. */
    public int count() {
        return count;
    }

    /** How many of them have a root by now. */
    public synchronized int known() {
        return knownCount;
    }

    /**
     * Records the root of a piece.
     *
     * @return false when the piece already has a different root, which stays
     * @throws IndexOutOfBoundsException when the file has no such piece
     */
    public synchronized boolean put(long index, Hash root) {
        int piece = checkIndex(index);
        if (known.get(piece)) {
            return root.equals(read(piece));
        }
        byte[] page = pages[piece / PIECES_PER_PAGE];
        if (page == null) {
            page = new byte[PIECES_PER_PAGE * Hash.BYTES];
            pages[piece / PIECES_PER_PAGE] = page;
        }
        root.write(page, offset(piece));
        known.set(piece);
        knownCount++;
        return true;
    }

    /**
     * The root of a piece, when it is known.
     *
     * @throws IndexOutOfBoundsException when the file has no such piece
     */
    public synchronized Optional<Hash> get(long index) {
        int piece = checkIndex(index);
        return known.get(piece) ? Optional.of(read(piece)) : Optional.empty();
    }

    /**
     * Whether the root of a piece is known.
     *
     * @throws IndexOutOfBoundsException when the file has no such piece
     */
    public synchronized boolean has(long index) {
        return known.get(checkIndex(index));
    }

    /** Whether every piece has its root. */
    public synchronized boolean isComplete() {
        return knownCount == count;
    }

    /**
     * The root of the file; {@link Hash#ZERO} for an empty one.
     *
     * @throws IllegalStateException when a piece is missing
     */
    public synchronized Hash root() {
        if (knownCount < count) {
            throw new IllegalStateException((count - knownCount) + " pieces are missing");
        }
        if (count == 0) {
            return Hash.ZERO;
        }
        NodeStack stack = new NodeStack(pieceSize.height());
        for (int piece = 0; piece < count; piece++) {
            stack.push(page(piece), offset(piece));
        }
        return stack.root();
    }

    private int checkIndex(long index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("No piece " + index + " of " + count);
        }
        return (int) index;
    }

    private Hash read(int piece) {
        return Hash.of(page(piece), offset(piece));
    }

    private byte[] page(int piece) {
        byte[] page = pages[piece / PIECES_PER_PAGE];
        if (page == null) {
            throw new IllegalStateException("Piece " + piece + " is missing");
        }
        return page;
    }

    private static int offset(int piece) {
        return piece % PIECES_PER_PAGE * Hash.BYTES;
    }
}
