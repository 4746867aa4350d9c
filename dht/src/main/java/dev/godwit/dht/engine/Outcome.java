package dev.godwit.dht.engine;

import java.util.Map;

/**
 * How a command went.
 *
 * @param answers nodes that answered on the way; 0 means that the network is not reachable
 * @param stored nodes that keep what was to be stored
 * @param refusals how many nodes refused to store it, by the number of their reason ({@code ErrorCode})
 */
public record Outcome(int answers, int stored, Map<Integer, Integer> refusals) {
    /** An outcome. */
    public Outcome {
        refusals = Map.copyOf(refusals);
    }
}
