package dev.godwit.transfer.receive.fetch;

import java.time.Duration;

/**
 * How many bytes to have on their way on one stream: as many as arrive in a round trip and half a second, so that the
 * sender never waits for a request, and no more, so that little is lost with a connection. Pure, not thread-safe.
 */
final class RequestWindow {
    private static final long BYTES_MIN = 512 << 10;
    private static final long BYTES_MAX = 256L << 20;
    private static final Duration SLACK = Duration.ofMillis(500);
    private static final double LIMITED_SLACK_SECONDS = 0.05;
    private static final double KEEP = 0.75;

    private double bytesPerNano;

    /** What was asked for took this long to arrive after the one before. */
    void arrived(long bytes, long nanos) {
        double now = (double) bytes / Math.max(1, nanos);
        bytesPerNano = bytesPerNano == 0 ? now : bytesPerNano * KEEP + now * (1 - KEEP);
    }

    /**
     * The number of bytes to have on their way.
     *
     * @param limit bytes per second that may come on this stream: what is asked for beyond that would wait in the system's buffers
     */
    long bytes(Duration roundTrip, long limit) {
        double bytes = bytesPerNano * roundTrip.plus(SLACK).toNanos();
        double most = Math.min(BYTES_MAX, limit * (roundTrip.toNanos() / 1e9 + LIMITED_SLACK_SECONDS));
        return (long) Math.min(most, Math.max(BYTES_MIN, bytes));
    }
}
