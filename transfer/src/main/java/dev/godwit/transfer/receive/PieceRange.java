package dev.godwit.transfer.receive;

/**
 * Consecutive pieces.
 *
 * @param first index of the first
 * @param count how many, at least one
 */
record PieceRange(long first, int count) {}
