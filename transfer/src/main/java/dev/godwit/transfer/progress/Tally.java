package dev.godwit.transfer.progress;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counters of one transfer, or of one session and through it of its share; streams add to them. Thread-safe. */
public final class Tally {
    private final @Nullable Tally whole;
    private final AtomicLong verifiedBytes = new AtomicLong();
    private final LongAdder transferredBytes = new LongAdder();
    private final LongAdder savedBytes = new LongAdder();
    private final LongAdder settledEntries = new LongAdder();
    private final Map<Activity, LongAdder> nanos = new EnumMap<>(Activity.class);

    /** Counters of their own. */
    public Tally() {
        this(null);
    }

    /** Counters that are a part of {@code whole}'s. */
    public Tally(@Nullable Tally whole) {
        this.whole = whole;
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
        if (whole != null) {
            whole.verified(bytes);
        }
    }

    /** Content bytes that crossed the wire in this run. */
    public long transferredBytes() {
        return transferredBytes.sum();
    }

    /** Counts content bytes that crossed the wire. */
    public void transferred(long bytes) {
        transferredBytes.add(bytes);
        if (whole != null) {
            whole.transferred(bytes);
        }
    }

    /** Bytes that compression kept off the wire. */
    public long savedBytes() {
        return savedBytes.sum();
    }

    /** Counts bytes that compression kept off the wire. */
    public void saved(long bytes) {
        savedBytes.add(bytes);
        if (whole != null) {
            whole.saved(bytes);
        }
    }

    /** Entries that need nothing more: received, there already, left out or failed. */
    public long settledEntries() {
        return settledEntries.sum();
    }

    /** Counts entries as settled; negative when they are not any more. */
    public void settled(int entries) {
        settledEntries.add(entries);
        if (whole != null) {
            whole.settled(entries);
        }
    }

    /** Counts the time since {@code startNanos} as spent on {@code activity}, and returns the time now. */
    public long spent(Activity activity, long startNanos) {
        long now = System.nanoTime();
        add(activity, now - startNanos);
        return now;
    }

    private void add(Activity activity, long spentNanos) {
        adder(activity).add(spentNanos);
        if (whole != null) {
            whole.add(activity, spentNanos);
        }
    }

    /** Nanoseconds of all streams spent on {@code activity} so far. */
    public long nanosSpent(Activity activity) {
        return adder(activity).sum();
    }

    private LongAdder adder(Activity activity) {
        return Objects.requireNonNull(nanos.get(activity));
    }
}
