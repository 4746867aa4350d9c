package dev.godwit.node.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a look at the DHT has shown.
 *
 * @param isPublic whether it is the network of millions, not a private one
 * @param reach whether strangers reach this node
 * @param networks by family, those that this machine can use
 * @param lookUps how long each took that was answered
 * @param lookUpsTried how many there were
 * @param ownRecord what others read under this peer's identity
 * @param publishes whether the configuration wants such a record
 */
public record DhtDiagnosis(
        boolean isPublic,
        Reach reach,
        List<Network> networks,
        List<Duration> lookUps,
        int lookUpsTried,
        Optional<OwnRecord> ownRecord,
        boolean publishes) {
    /** Copies the lists. */
    public DhtDiagnosis {
        networks = List.copyOf(networks);
        lookUps = List.copyOf(lookUps);
    }

    /** Whether this node asks and does not answer. */
    public boolean isReadOnly() {
        return reach == Reach.ONLY_ASKS;
    }

    /** Whether anybody has answered. */
    public boolean isReachable() {
        return !lookUps.isEmpty();
    }

    /** Whether strangers reach this node. */
    public enum Reach {
        /** Some have. */
        REACHED,
        /** None has for a while, so that it only asks. */
        ONLY_ASKS,
        /** None has so far; it takes minutes until others hand a node out. */
        UNKNOWN
    }

    /**
     * One network.
     *
     * @param family {@code ipv4} or {@code ipv6}
     * @param nodesKnown the nodes in this node's table
     * @param sizeEstimate about how many there are in all; 0 when that can not be told
     * @param externalAddress how others see this host, empty until some agree
     * @param witnesses how many see it so
     * @param mapping what its port says of the NAT in between: {@code endpoint-independent}, {@code endpoint-dependent} or
     *     {@code unknown}
     */
    public record Network(
            String family,
            int nodesKnown,
            long sizeEstimate,
            Optional<String> externalAddress,
            int witnesses,
            String mapping) {}

    /**
     * A record as the network has it.
     *
     * @param signedAt when it was signed
     * @param addresses where this peer says that it can be reached
     */
    public record OwnRecord(Instant signedAt, List<String> addresses) {
        /** Copies the list. */
        public OwnRecord {
            addresses = List.copyOf(addresses);
        }
    }
}
