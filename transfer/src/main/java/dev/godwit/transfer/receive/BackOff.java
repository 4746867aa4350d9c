package dev.godwit.transfer.receive;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time up to a limit, half of it by chance so that receivers of
 * one sender do not come back together. Pure, not thread-safe.
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
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        return delay;
    }

    /** Something worked: begin with short delays again. */
    void reset() {
        next = FIRST;
    }
}
