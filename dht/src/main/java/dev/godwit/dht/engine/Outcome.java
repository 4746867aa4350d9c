package dev.godwit.dht.engine;

import java.util.Map;

/**
 * How a command went.
 *
 * @param answers nodes that answered on the way; 0 means that the network is not reachable
 * @param holders nodes that were asked to keep something
 * @param stored nodes that keep it
 * @param refusals how many nodes refused to store it, by the number of their reason ({@code ErrorCode})
 */
public record Outcome(int answers, int holders, int stored, Map<Integer, Integer> refusals) {
    /** So many holders outlast each other until it is stored again. */
    private static final int HOLDERS_ENOUGH = 4;

    /** An outcome. */
    public Outcome {
        refusals = Map.copyOf(refusals);
    }

    /** Whether enough nodes keep it; in a small network all of them. */
    public boolean isKept() {
        return stored > 0 && stored >= Math.min(HOLDERS_ENOUGH, holders);
    }
}
