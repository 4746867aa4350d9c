package dev.godwit.dht.storage;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many entries each address brought; as large as the store that it counts, never larger. */
final class Shares {
    private final int max;
    private final Map<InetAddress, Integer> counts = new HashMap<>();

    Shares(int max) {
        this.max = max;
    }

    boolean isUsedUp(InetAddress address) {
        return counts.getOrDefault(address, 0) >= max;
    }

    void add(InetAddress address) {
        counts.merge(address, 1, Integer::sum);
    }

    void remove(InetAddress address) {
        counts.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }
}
