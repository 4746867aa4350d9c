package dev.godwit.content.merkle;

import java.nio.ByteBuffer;

/**
 * The tree over a stream whose length shows only at its end: bytes in, identity out, in memory that grows with the
 * logarithm of the length (BEP 52). May be used again after {@link #finish}. Not thread-safe.
 */
public final class StreamingTree {
    private final PieceSize pieceSize;
    private final PieceListener listener;
    private final PieceHasher piece;
    private final NodeStack pieces;
    private final byte[] node = new byte[Hash.BYTES];
    private final ByteBuffer partialBlock = ByteBuffer.allocate(Blocks.BLOCK_BYTES);
    private long lengthBytes;

    /** For the identity only. */
    public StreamingTree() {
        this(PieceSize.STREAM, (index, root) -> {});
    }

    /** As well tells each piece's root, in order and as soon as it is known. */
    public StreamingTree(PieceSize pieceSize, PieceListener listener) {
        this.pieceSize = pieceSize;
        this.listener = listener;
        piece = new PieceHasher(pieceSize);
        pieces = new NodeStack(pieceSize.height());
    }

    /** Adds the next bytes, in portions of any size, consuming the buffer. */
    public void update(ByteBuffer data) {
        lengthBytes += data.remaining();
        while (data.hasRemaining()) {
            if (partialBlock.position() > 0 || data.remaining() < Blocks.BLOCK_BYTES) {
                fillPartialBlock(data);
            } else {
                hashNextBlock(data);
            }
        }
    }

    /** The identity of all bytes since the beginning; then a new stream may begin. */
    public ContentId finish() {
        if (lengthBytes == 0) {
            return ContentId.EMPTY;
        }
        if (partialBlock.position() > 0) {
            piece.update(partialBlock.flip());
            partialBlock.clear();
        }
        Hash root;
        if (lengthBytes <= pieceSize.bytes() && pieces.count() == 0) {
            root = piece.root(lengthBytes);
            listener.piece(0, root);
        } else {
            if (lengthBytes % pieceSize.bytes() != 0) {
                endPiece();
            }
            root = pieces.root();
        }
        ContentId id = new ContentId(lengthBytes, root);
        pieces.clear();
        lengthBytes = 0;
        return id;
    }

    private void fillPartialBlock(ByteBuffer data) {
        int count = Math.min(partialBlock.remaining(), data.remaining());
        partialBlock.put(partialBlock.position(), data, data.position(), count);
        partialBlock.position(partialBlock.position() + count);
        data.position(data.position() + count);
        if (!partialBlock.hasRemaining()) {
            hashNextBlock(partialBlock.flip());
            partialBlock.clear();
        }
    }

    private void hashNextBlock(ByteBuffer data) {
        int end = data.limit();
        piece.update(data.limit(data.position() + Blocks.BLOCK_BYTES));
        data.limit(end);
        if (piece.isFull()) {
            endPiece();
        }
    }

    private void endPiece() {
        // There are other pieces, or it is full: either way it counts as one of many.
        Hash root = piece.root(Long.MAX_VALUE);
        listener.piece(pieces.count(), root);
        root.write(node, 0);
        pieces.push(node, 0);
    }
}
