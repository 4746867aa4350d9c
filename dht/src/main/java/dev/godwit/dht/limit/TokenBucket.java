package dev.godwit.dht.limit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Allows a rate with bursts: it fills at {@code perSecond} up to {@code burst}, and starts full. */
public final class TokenBucket {
    private final double perSecond;
    private final double burst;
    private double level;
    private @Nullable Instant filledAt;

    /** A full bucket. */
    public TokenBucket(double perSecond, double burst) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.level = burst;
    }

    /** Takes {@code amount} if that much is there. */
    public boolean take(double amount, Instant now) {
        fill(now);
        if (level < amount) {
            return false;
        }
        level -= amount;
        return true;
    }

    /** Takes {@code amount} in any case, from the future if need be; how long until that future is there. */
    public Duration reserve(double amount, Instant now) {
        fill(now);
        level -= amount;
        return level >= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(-level / perSecond * 1e9));
    }

    private void fill(Instant now) {
        Instant last = filledAt;
        if (last == null) {
            filledAt = now;
        } else if (now.isAfter(last)) {
            double seconds = Duration.between(last, now).toNanos() / 1e9;
            level = Math.min(burst, level + seconds * perSecond);
            filledAt = now;
        }
    }
}
