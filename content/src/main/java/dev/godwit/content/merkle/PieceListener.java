package dev.godwit.content.merkle;

/** Is told the root of a piece. Called on the thread that found it. */
@FunctionalInterface
public interface PieceListener {
    /** The piece with this index, counted from 0, has this root. */
    void piece(long index, Hash root);
}
