package dev.godwit.network.tls;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long one stream bears its peer: a limit of silence for each read and write, and a deadline for all of them together,
 * which no trickle of bytes puts off. Times are those of {@link System#nanoTime}. Safe on every thread; reads no clock.
 */
final class Patience {
    private static final Limit NONE = new Limit(0, 0);

    private volatile Limit silence = NONE;
    private volatile Limit deadline = NONE;

    /** So long from a moment on; zero is for ever. */
    private record Limit(long nanos, long sinceNanos) {
        static Limit of(Duration duration, long nowNanos) {
            // Saturates where Duration.toNanos would throw, after 292 years.
            return new Limit(TimeUnit.NANOSECONDS.convert(duration), nowNanos);
        }

        boolean isOver(long nowNanos) {
            return nanos > 0 && nowNanos - sinceNanos > nanos;
        }
    }

    /** From now on a call that makes no progress for this long is a stall; zero is no limit. */
    void silence(Duration limit, long nowNanos) {
        silence = Limit.of(limit, nowNanos);
    }

    /** Whatever happens, it is over this long from now; zero takes the deadline away. */
    void deadline(Duration limit, long nowNanos) {
        deadline = Limit.of(limit, nowNanos);
    }

    /** Whether the deadline has passed. */
    boolean isTooLate(long nowNanos) {
        return deadline.isOver(nowNanos);
    }

    /** Whether a call that has been blocked since then has waited too long; 0 is no call. */
    boolean isSilent(long blockedSinceNanos, long nowNanos) {
        Limit limit = silence;
        // Nobody was under a limit before it was set: a peer that was allowed to be silent still gets all of it.
        return blockedSinceNanos != 0 && limit.isOver(nowNanos) && nowNanos - blockedSinceNanos > limit.nanos;
    }
}
