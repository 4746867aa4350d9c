package dev.godwit.transfer.receive;

import java.time.Duration;

/**
 * How many pieces to have on their way on one stream: as many as arrive in a round trip and half a second, so that the
 * sender never waits for a request, and no more, so that little is lost with a connection. Pure, not thread-safe.
 */
final class RequestWindow {
    private static final int PIECES_MIN = 2;
    private static final long BYTES_MAX = 256L << 20;
    private static final Duration SLACK = Duration.ofMillis(500);
    private static final double KEEP = 0.75;

    private final int pieceBytes;
    private double bytesPerNano;

    RequestWindow(int pieceBytes) {
        this.pieceBytes = pieceBytes;
    }

    /** A piece took this long to arrive after the one before. */
    void arrived(long bytes, long nanos) {
        double now = (double) bytes / Math.max(1, nanos);
        bytesPerNano = bytesPerNano == 0 ? now : bytesPerNano * KEEP + now * (1 - KEEP);
    }

    /** The number of pieces to have on their way. */
    int pieces(Duration roundTrip) {
        double bytes = bytesPerNano * roundTrip.plus(SLACK).toNanos();
        return (int) Math.max(PIECES_MIN, Math.min(bytes, BYTES_MAX) / pieceBytes);
    }
}
