package dev.godwit.dht;

import java.time.Instant;

/** The time of day at the start and the JDK's timer since then: it never jumps, whatever is done to the system's clock. */
final class MonotonicClock {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    Instant now() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
