package dev.godwit.dht.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Numbers for records: microseconds since 1970, as iroh and pkarr count, but always greater than the last one, even when the
 * clock is set back. The caller keeps the last number and gives it back after a restart, before anything is signed: a
 * record with a smaller number is refused by every node that holds a greater one. Safe on every thread.
 */
public final class SequenceClock {
    private long last;

    /** Numbers greater than {@code last}; 0 when there was none. */
    public SequenceClock(long last) {
        if (last < 0) {
            throw new IllegalArgumentException("sequence " + last);
        }
        this.last = last;
    }

    /** The next number at {@code now}; keep it before the record leaves. */
    public synchronized long next(Instant now) {
        last = Math.max(Math.addExact(last, 1), ChronoUnit.MICROS.between(Instant.EPOCH, now));
        return last;
    }

    /** A record of this key was seen in the network, perhaps signed on another machine: go on behind it. */
    public synchronized void saw(long sequence) {
        last = Math.max(last, sequence);
    }
}
