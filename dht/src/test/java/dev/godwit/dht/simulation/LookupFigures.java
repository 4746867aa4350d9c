package dev.godwit.dht.simulation;

import dev.godwit.dht.engine.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How look-ups went: how many there were, how many found what they looked for, and when. */
final class LookupFigures {
    private final List<Duration> times = new ArrayList<>();
    private final Map<String, Integer> missed = new TreeMap<>();
    private int started;

    void started(Command command) {
        started++;
        missed.merge(command.getClass().getSimpleName(), 1, Integer::sum);
    }

    void found(Command command, Duration time) {
        times.add(time);
        missed.merge(command.getClass().getSimpleName(), -1, Integer::sum);
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
        return "%d look-ups, %d found (%.2f %%), median %d ms, 95th percentile %d ms, slowest %d ms; missed %s"
                .formatted(
                        started,
                        times.size(),
                        100 * foundShare(),
                        quantile(0.5).toMillis(),
                        quantile(0.95).toMillis(),
                        quantile(1).toMillis(),
                        missed);
    }
}
