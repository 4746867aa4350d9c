package dev.godwit.dht.rpc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long nodes usually take, so that a look-up turns to another one early. RFC 6298 §2 over all nodes together: nearly
 * every query goes to a node that was never asked before.
 */
final class ResponseTimes {
    /** Before anything is known (libtorrent, short time limit). */
    static final Duration INITIAL = Duration.ofSeconds(1);

    /** mldht waits no less than this. */
    static final Duration SHORTEST = Duration.ofMillis(100);

    static final Duration LONGEST = Duration.ofSeconds(1);

    private static final double MEAN_GAIN = 1.0 / 8;
    private static final double DEVIATION_GAIN = 1.0 / 4;
    private static final int DEVIATIONS = 4;

    private @Nullable Duration mean;
    private Duration deviation = Duration.ZERO;

    void add(Duration sample) {
        Duration known = mean;
        if (known == null) {
            mean = sample;
            deviation = sample.dividedBy(2);
        } else {
            deviation = weighted(deviation, sample.minus(known).abs(), DEVIATION_GAIN);
            mean = weighted(known, sample, MEAN_GAIN);
        }
    }

    /** After this long a reply is late. */
    Duration usual() {
        if (mean == null) {
            return INITIAL;
        }
        Duration limit = mean.plus(deviation.multipliedBy(DEVIATIONS));
        Duration atMost = limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
        return atMost.compareTo(SHORTEST) < 0 ? SHORTEST : atMost;
    }

    private static Duration weighted(Duration old, Duration sample, double gain) {
        return Duration.ofNanos((long) (old.toNanos() * (1 - gain) + sample.toNanos() * gain));
    }
}
