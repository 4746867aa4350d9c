package dev.godwit.dht.krpc;

import dev.godwit.dht.node.Id;
import java.util.List;

/**
 * Some of the info-hashes that a node stores. BEP 51.
 *
 * @param intervalSeconds after which there are others
 * @param total how many it stores
 */
public record Samples(long intervalSeconds, long total, List<Id> infoHashes) {
    /** Samples, which are copied. */
    public Samples {
        infoHashes = List.copyOf(infoHashes);
    }
}
