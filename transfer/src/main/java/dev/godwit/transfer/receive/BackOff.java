package dev.godwit.transfer.receive;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: a quarter longer each time up to a limit, so that a peer that is back is met
 * after at most a quarter of the time it was away; half of it by chance, so that receivers of one sender do not come back
 * together. Pure, not thread-safe.
 */
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private Duration next = FIRST;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** The next delay. */
    Duration delay() {
        long halfMillis = next.toMillis() / 2;
        Duration delay = Duration.ofMillis(halfMillis + random.nextLong(halfMillis + 1));
        Duration longer = next.plus(next.dividedBy(4));
        next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        return delay;
    }

    /** Something worked: begin with short delays again. */
    void reset() {
        next = FIRST;
    }
}
