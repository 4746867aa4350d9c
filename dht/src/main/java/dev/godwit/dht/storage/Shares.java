package dev.godwit.dht.storage;

import java.util.HashMap;
import java.util.Map;

/** How many entries each origin brought; as large as the store that it counts, never larger. */
final class Shares {
    private final int max;
    private final Map<Object, Integer> counts = new HashMap<>();

    Shares(int max) {
        this.max = max;
    }

    boolean isUsedUp(Object origin) {
        return counts.getOrDefault(origin, 0) >= max;
    }

    void add(Object origin) {
        counts.merge(origin, 1, Integer::sum);
    }

    void remove(Object origin) {
        counts.computeIfPresent(origin, (_, count) -> count > 1 ? count - 1 : null);
    }
}
