package dev.godwit.transfer.receive;

import dev.godwit.transfer.progress.Tally;
import java.io.IOException;

/**
 * Tells the sender how far this side is: now and then for its progress line, and after a few pieces so that a pipe's
 * window moves on. For one stream's thread.
 */
final class HaveReport {
    private static final int PIECES = 8;
    private static final long PERIOD_NANOS = 200_000_000;

    private final Link link;
    private final WorkQueue work;
    private final Tally tally;
    private long lastNanos = System.nanoTime() - PERIOD_NANOS;
    private int piecesSince;

    HaveReport(Link link, WorkQueue work, Tally tally) {
        this.link = link;
        this.work = work;
        this.tally = tally;
    }

    /** One more piece is done. */
    void pieceDone() throws IOException {
        piecesSince++;
        long now = System.nanoTime();
        if (piecesSince >= PIECES || now - lastNanos >= PERIOD_NANOS) {
            link.have(work.firstNotDone(), tally.verifiedBytes());
            piecesSince = 0;
            lastNanos = now;
        }
    }
}
