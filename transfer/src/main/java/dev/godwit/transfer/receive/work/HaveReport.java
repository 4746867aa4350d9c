package dev.godwit.transfer.receive.work;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the sender how far this side is: now and then for its progress line, and after a few pieces so that a pipe's
 * window moves on. For one stream's thread, but for {@link #progressed}, which is for all.
 */
public final class HaveReport {
    private static final int PIECES = 8;
    private static final long PERIOD_NANOS = 200_000_000;

    private final SessionContext context;
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime() - PERIOD_NANOS);
    private int piecesSince;

    /** Tells the sender of this session. */
    public HaveReport(SessionContext context) {
        this.context = context;
    }

    /** One more piece of a file is done. */
    public void pieceDone(LargeFile file) throws IOException {
        piecesSince++;
        if (piecesSince >= PIECES || isDue()) {
            boolean isPipe = !file.entry().hasLength();
            piecesSince = 0;
            tell(file.entry().index(), isPipe ? context.board().firstNotDone(file) : 0);
        }
    }

    /** Something more is done, fetched or found to be here. */
    public void progressed() throws IOException {
        if (isDue()) {
            tell(0, 0);
        }
    }

    private boolean isDue() {
        long last = lastNanos.get();
        long now = System.nanoTime();
        return now - last >= PERIOD_NANOS && lastNanos.compareAndSet(last, now);
    }

    private void tell(int entry, long belowPiece) throws IOException {
        context.sender().have(entry, belowPiece, context.tally());
        lastNanos.set(System.nanoTime());
    }
}
