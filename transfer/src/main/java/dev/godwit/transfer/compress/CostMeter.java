package dev.godwit.transfer.compress;

/** Nanoseconds per byte, over the last few mebibytes. Not thread-safe; reads no clock. */
final class CostMeter {
    private static final double MEMORY_BYTES = 4 * 1024 * 1024;

    private double nanos;
    private double bytes;

    void add(long moreBytes, long moreNanos) {
        double keep = Math.exp(-moreBytes / MEMORY_BYTES);
        nanos = nanos * keep + moreNanos;
        bytes = bytes * keep + moreBytes;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    double perByte() {
        return bytes == 0 ? 0 : nanos / bytes;
    }

    void reset() {
        nanos = 0;
        bytes = 0;
    }
}
