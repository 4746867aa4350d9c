package dev.godwit.transfer.receive;

import java.io.IOException;

/**
 * Tells the sender how far this side is: now and then for its progress line, and after a few pieces so that a pipe's
 * window moves on. For one stream's thread.
 */
final class HaveReport {
    private static final int PIECES = 8;
    private static final long PERIOD_NANOS = 200_000_000;

    private final SessionContext context;
    private long lastNanos = System.nanoTime() - PERIOD_NANOS;
    private int piecesSince;

    HaveReport(SessionContext context) {
        this.context = context;
    }

    /** One more piece of a file is done. */
    void pieceDone(LargeFile file) throws IOException {
        piecesSince++;
        if (piecesSince >= PIECES || isDue()) {
            boolean isPipe = !file.entry().hasLength();
            tell(file.entry().index(), isPipe ? context.board().firstNotDone(file) : 0);
        }
    }

    /** A request was answered. */
    void answered() throws IOException {
        if (isDue()) {
            tell(0, 0);
        }
    }

    private boolean isDue() {
        return System.nanoTime() - lastNanos >= PERIOD_NANOS;
    }

    private void tell(int entry, long belowPiece) throws IOException {
        context.link().have(entry, belowPiece, context.tally());
        piecesSince = 0;
        lastNanos = System.nanoTime();
    }
}
