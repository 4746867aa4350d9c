package dev.godwit.transfer.rate;

/**
 * How long bytes must wait to keep to a rate. Whoever takes goes into debt and waits until it is paid, so any amount can be
 * taken at once; what nobody takes is saved up, but no more than {@link #burst}. In a second pass at most the rate, and the
 * larger of the burst and the largest amount taken at once.
 *
 * <p>Exact: fractions of a byte are kept, so nothing drifts, and no rate or time overflows. Times are nanoseconds of any
 * clock that does not run backwards ({@link System#nanoTime} suits). Not thread-safe; reads no clock.
 */
public final class TokenBucket {
    /** What is sent as one: a burst allows this much, unless that were more than {@value #BURST_PERCENT_MAX} % of a second. */
    public static final int UNIT_BYTES = 16 * 1024;

    private static final long BURST_PERCENT = 5;
    private static final long BURST_PERCENT_MAX = 15;
    private static final long SECOND = 1_000_000_000;

    private long bytesPerSecond;
    private long atNanos;
    private long level;
    /** Billionths of a byte on top of {@link #level}. */
    private long fraction;

    private long taken;

    /**
     * A bucket with one burst in it.
     *
     * @throws IllegalArgumentException if the rate is not positive
     */
    public TokenBucket(long bytesPerSecond, long nowNanos) {
        this.bytesPerSecond = checked(bytesPerSecond);
        this.atNanos = nowNanos;
        this.level = burst();
    }

    /** The rate. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Changes the rate from now on; debts stay and are paid at the new one. */
    public void bytesPerSecond(long newBytesPerSecond, long nowNanos) {
        checked(newBytesPerSecond);
        fill(nowNanos);
        bytesPerSecond = newBytesPerSecond;
        spill();
    }

    /** Bytes that may pass at once after a silence: 50 ms of the rate, or one unit if that is little enough. */
    public long burst() {
        long unit = Math.min(UNIT_BYTES, percent(BURST_PERCENT_MAX));
        return Math.max(1, Math.max(unit, percent(BURST_PERCENT)));
    }

    /**
     * Takes bytes, in debt if need be.
     *
     * @return nanoseconds until they may pass; 0 when they may at once
     */
    public long take(long bytes, long nowNanos) {
        if (bytes < 0) {
            throw new IllegalArgumentException("negative: " + bytes);
        }
        fill(nowNanos);
        level = Math.max(Long.MIN_VALUE / 2, level - Math.min(bytes, Long.MAX_VALUE / 2));
        taken += bytes;
        return paidInNanos(0);
    }

    /** Bytes taken so far, which is the place in the queue of whoever took last. It wraps around. */
    public long taken() {
        return taken;
    }

    /** Nanoseconds until what was taken up to {@code place}, a {@link #taken}, may pass; 0 when it may. */
    public long remaining(long place, long nowNanos) {
        fill(nowNanos);
        return paidInNanos(taken - place);
    }

    /** Time until all debt is paid but that for the last {@code later} bytes, which others took after. */
    private long paidInNanos(long later) {
        long debt = -(level + later);
        if (debt <= 0) {
            return 0;
        }
        long seconds = debt / bytesPerSecond;
        if (seconds >= Long.MAX_VALUE / SECOND) {
            return Long.MAX_VALUE;
        }
        // Only the wait is rounded, never the account.
        double rest = debt % bytesPerSecond - fraction / (double) SECOND;
        return Math.max(0, seconds * SECOND + (long) Math.ceil(rest / bytesPerSecond * SECOND));
    }

    private void fill(long nowNanos) {
        long passed = nowNanos - atNanos;
        if (passed <= 0) {
            return;
        }
        atNanos = nowNanos;
        long seconds = passed / SECOND;
        long nanos = passed % SECOND;
        // nanos × rate would overflow above 9.2 GB/s: gigabytes and the rest apart.
        long billionths = nanos * (bytesPerSecond % SECOND) + fraction;
        fraction = billionths % SECOND;
        add(nanos * (bytesPerSecond / SECOND) + billionths / SECOND);
        add(seconds > Long.MAX_VALUE / bytesPerSecond ? Long.MAX_VALUE : seconds * bytesPerSecond);
        spill();
    }

    private void add(long bytes) {
        level = level > 0 && bytes > Long.MAX_VALUE - level ? Long.MAX_VALUE : level + bytes;
    }

    private void spill() {
        long burst = burst();
        if (level >= burst) {
            level = burst;
            fraction = 0;
        }
    }

    private long percent(long percent) {
        return bytesPerSecond / 100 * percent + bytesPerSecond % 100 * percent / 100;
    }

    private static long checked(long bytesPerSecond) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("not a rate: " + bytesPerSecond);
        }
        return bytesPerSecond;
    }
}
