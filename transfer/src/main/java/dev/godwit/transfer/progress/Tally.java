package dev.godwit.transfer.progress;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one transfer, added to by its streams. Safe on every thread. */
public final class Tally {
    private final AtomicLong verifiedBytes = new AtomicLong();
    private final LongAdder transferredBytes = new LongAdder();
    private final Map<Activity, LongAdder> nanos = new EnumMap<>(Activity.class);

    public Tally() {
        for (Activity activity : Activity.values()) {
            nanos.put(activity, new LongAdder());
        }
    }

    /** Content bytes verified so far, those of earlier runs included. */
    public long verifiedBytes() {
        return verifiedBytes.get();
    }

    /** Counts content as verified; negative when an earlier run's piece turns out to be damaged. */
    public void verified(long bytes) {
        verifiedBytes.addAndGet(bytes);
    }

    /** Content bytes that crossed the wire in this run. */
    public long transferredBytes() {
        return transferredBytes.sum();
    }

    /** Counts content bytes that crossed the wire. */
    public void transferred(long bytes) {
        transferredBytes.add(bytes);
    }

    /** Counts the time since {@code startNanos} as spent on {@code activity}, and returns the time now. */
    public long spent(Activity activity, long startNanos) {
        long now = System.nanoTime();
        adder(activity).add(now - startNanos);
        return now;
    }

    /** Nanoseconds of all streams spent on {@code activity} so far. */
    public long nanosSpent(Activity activity) {
        return adder(activity).sum();
    }

    private LongAdder adder(Activity activity) {
        return Objects.requireNonNull(nanos.get(activity));
    }
}
