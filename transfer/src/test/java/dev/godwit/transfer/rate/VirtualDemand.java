package dev.godwit.transfer.rate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.IntSupplier;

/** Some who always want more through one bucket, in grants, in virtual time. */
final class VirtualDemand {
    private static final int SLOTS_PER_SECOND = 100;
    private static final long SLOT_NANOS = 1_000_000_000 / SLOTS_PER_SECOND;

    private final TokenBucket bucket;
    private final int grant;
    private final long[] passed;
    private long[] slots = {};

    VirtualDemand(long bytesPerSecond, int askers) {
        this.bucket = new TokenBucket(bytesPerSecond, 0);
        this.grant = RateLimit.of(OptionalLong.of(bytesPerSecond)).grant();
        this.passed = new long[askers];
    }

    /** Runs from 0 on; each who waits does so {@code late} nanoseconds too long. */
    void run(long endNanos, IntSupplier late) {
        slots = new long[(int) (endNanos / SLOT_NANOS)];
        PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::untilNanos));
        for (int i = 0; i < passed.length; i++) {
            waiters.add(waiter(i, 0, late));
        }
        while (waiters.element().untilNanos < endNanos) {
            Waiter first = waiters.remove();
            passed[first.index] += first.bytes;
            slots[(int) (first.untilNanos / SLOT_NANOS)] += first.bytes;
            waiters.add(waiter(first.index, first.untilNanos, late));
        }
    }

    private Waiter waiter(int index, long nowNanos, IntSupplier late) {
        // At 100 GB/s half a million grants a second would only show the same more slowly.
        int bytes = (int) Math.max(grant, bucket.bytesPerSecond() / 1_000);
        long wait = bucket.take(bytes, nowNanos);
        return new Waiter(index, bytes, nowNanos + wait + (wait > 0 ? late.getAsInt() : 0));
    }

    long[] passedBytes() {
        return passed;
    }

    long total() {
        return Arrays.stream(passed).sum();
    }

    /** The most that passed in any second, beginning at any hundredth. */
    long mostInASecond() {
        long most = 0;
        long window = 0;
        for (int i = 0; i < slots.length; i++) {
            window += slots[i] - (i >= SLOTS_PER_SECOND ? slots[i - SLOTS_PER_SECOND] : 0);
            most = Math.max(most, window);
        }
        return most;
    }

    private record Waiter(int index, int bytes, long untilNanos) {}
}
