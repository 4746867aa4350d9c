package dev.godwit.dht.engine;

import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a node is doing.
 *
 * @param sides by network
 * @param reach whether others can reach it
 * @param infoHashes that it keeps peers of for others
 * @param items that it keeps for others
 */
public record EngineStatus(Map<Family, SideStatus> sides, Reach reach, int infoHashes, int items) {
    /** A status. */
    public EngineStatus {
        sides = Map.copyOf(sides);
    }

    /** Whether it only asks, BEP 43. */
    public boolean readOnly() {
        return reach == Reach.ONLY_ASKS;
    }

    /**
     * How it is doing in one network.
     *
     * @param id there
     * @param contacts the nodes that it knows and would name to others
     * @param externalAddress as others see it
     * @param sizeEstimate how many nodes there are in all, as far as look-ups tell
     */
    public record SideStatus(
            Id id, List<Contact> contacts, Optional<ExternalAddress> externalAddress, OptionalLong sizeEstimate) {
        /** A status. */
        public SideStatus {
            contacts = List.copyOf(contacts);
        }
    }
}
