package dev.godwit.dht.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How look-ups went: how many there were, how many found what they looked for, and when. */
final class LookupFigures {
    private final List<Duration> times = new ArrayList<>();
    private int started;

    void started() {
        started++;
    }

    void found(Duration time) {
        times.add(time);
    }

    double foundShare() {
        return (double) times.size() / started;
    }

    Duration quantile(double share) {
        List<Duration> sorted = times.stream().sorted().toList();
        return sorted.get((int) (share * (sorted.size() - 1)));
    }

    @Override
    public String toString() {
        return "%d look-ups, %d found (%.2f %%), median %d ms, 95th percentile %d ms, slowest %d ms"
                .formatted(
                        started,
                        times.size(),
                        100 * foundShare(),
                        quantile(0.5).toMillis(),
                        quantile(0.95).toMillis(),
                        quantile(1).toMillis());
    }
}
