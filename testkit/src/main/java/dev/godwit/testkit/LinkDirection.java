package dev.godwit.testkit;

import java.util.concurrent.locks.LockSupport;

/** One direction of a line: says when bytes that set out now are at its other end. Safe on every thread. */
final class LinkDirection {
    private static final long SECOND = 1_000_000_000;

    /** More than this is never on its way for one connection; bounds memory where the rate does not. */
    private static final long IN_FLIGHT_BYTES_MAX = 64L * 1024 * 1024;

    /** What the receiver's kernel would hold of a far connection while its program does something else. */
    private static final long WINDOW_BYTES = 6L * 1024 * 1024;

    private final long delayNanos;
    private final int queueBytes;
    private long bytesPerSecond;
    private long freeAtNanos = System.nanoTime();

    LinkDirection(long delayNanos, long bytesPerSecond, int queueBytes) {
        this.delayNanos = delayNanos;
        this.bytesPerSecond = bytesPerSecond;
        this.queueBytes = queueBytes;
    }

    synchronized void bytesPerSecond(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    /** Bytes of one connection that may be in the queue, on the line and in the window behind it at once. */
    synchronized long inFlightMax() {
        if (delayNanos == 0) {
            return queueBytes;
        }
        double onTheLine = (double) bytesPerSecond / SECOND * delayNanos;
        return (long) Math.min(IN_FLIGHT_BYTES_MAX, queueBytes + onTheLine + WINDOW_BYTES);
    }

    /** Waits for room in the queue; returns the time at which the last of these bytes arrives. */
    long send(int bytes) {
        while (true) {
            long waitNanos;
            synchronized (this) {
                long now = System.nanoTime();
                if (bytesPerSecond == Link.NO_LIMIT) {
                    freeAtNanos = now;
                    return now + delayNanos;
                }
                long begin = freeAtNanos - now > 0 ? freeAtNanos : now;
                waitNanos = begin - now - nanosOf(queueBytes);
                if (waitNanos <= 0) {
                    freeAtNanos = begin + nanosOf(bytes);
                    return freeAtNanos + delayNanos;
                }
            }
            LockSupport.parkNanos(waitNanos);
        }
    }

    private long nanosOf(int bytes) {
        return bytes * SECOND / bytesPerSecond;
    }
}
