package dev.godwit.transfer.receive.work;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which pieces are missing, on their way, or done. Pure: no clock, no thread, not thread-safe. A piece that an earlier run
 * claims to have counts as taken until it is found whole or damaged.
 */
final class PiecePlan {
    /** The number of pieces of a stream whose end is not known. */
    static final long UNKNOWN_COUNT = -1;

    private final BitSet taken = new BitSet();
    private final BitSet claimed = new BitSet();
    private final BitSet done = new BitSet();
    private long count;
    private int doneCount;

    PiecePlan(long count) {
        this.count = count;
    }

    /** An earlier run says it has this piece: not asked for unless it turns out to be damaged. */
    void claim(long piece) {
        claimed.set(index(piece));
        taken.set(index(piece));
    }

    /** The first claim that was neither confirmed nor refuted. */
    OptionalLong firstClaim() {
        int first = claimed.nextSetBit(0);
        return first < 0 ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /** Takes the first missing pieces, at most {@code max} in a row; empty when there is none to take now. */
    Optional<PieceRange> take(int max) {
        int first = taken.nextClearBit(0);
        if (count != UNKNOWN_COUNT && first >= count) {
            return Optional.empty();
        }
        int end = first + 1;
        while (end - first < max && !taken.get(end) && (count == UNKNOWN_COUNT || end < count)) {
            end++;
        }
        taken.set(first, end);
        return Optional.of(new PieceRange(first, end - first));
    }

    /** A claimed piece is damaged: it is missing. */
    void refute(long piece) {
        claimed.clear(index(piece));
        taken.clear(index(piece));
    }

    /** These are not on their way after all. */
    void giveBack(PieceRange range) {
        int first = index(range.first());
        for (int piece = first; piece < first + range.count(); piece++) {
            taken.set(piece, done.get(piece) || claimed.get(piece));
        }
    }

    /** Nothing is on its way any more: what is neither done nor claimed is missing again. */
    void giveBackAll() {
        taken.clear();
        taken.or(done);
        taken.or(claimed);
    }

    /** A taken piece is verified and kept. */
    void done(long piece) {
        if (!done.get(index(piece))) {
            claimed.clear(index(piece));
            done.set(index(piece));
            taken.set(index(piece));
            doneCount++;
        }
    }

    /** A stream has this many pieces. */
    void end(long pieces) {
        count = pieces;
    }

    /** How many pieces are missing; many for a stream whose end is not known. */
    long missing() {
        return count == UNKNOWN_COUNT ? Long.MAX_VALUE : count - taken.cardinality();
    }

    /** Index of the first piece that is not done. */
    long firstNotDone() {
        return done.nextClearBit(0);
    }

    /** Whether every piece is done. */
    boolean isComplete() {
        return doneCount == count;
    }

    private static int index(long piece) {
        return Math.toIntExact(piece);
    }
}
