package dev.godwit.transfer.receive.work;

/**
 * Consecutive pieces.
 *
 * @param first index of the first
 * @param count how many, at least one
 */
public record PieceRange(long first, int count) {}
