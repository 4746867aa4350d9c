package dev.godwit.transfer.progress;

/**
 * A moving average of a rate: exponential, with a time constant of {@value #TIME_CONSTANT_SECONDS} s, unbiased from the
 * first sample on. Not thread-safe; reads no clock.
 */
public final class RateMeter {
    private static final double TIME_CONSTANT_SECONDS = 3;

    private double weightedBytes;
    private double weightedSeconds;

    /** Adds what moved in the last {@code seconds}. */
    public void add(long bytes, double seconds) {
        double keep = Math.exp(-seconds / TIME_CONSTANT_SECONDS);
        weightedBytes = weightedBytes * keep + bytes;
        weightedSeconds = weightedSeconds * keep + seconds;
    }

    /** Bytes per second; 0 before the first sample. */
    public long bytesPerSecond() {
        return weightedSeconds > 0 ? Math.max(0, Math.round(weightedBytes / weightedSeconds)) : 0;
    }
}
