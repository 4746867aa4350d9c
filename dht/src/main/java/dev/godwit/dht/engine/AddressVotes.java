package dev.godwit.dht.engine;

import dev.godwit.dht.engine.ExternalAddress.Mapping;
import dev.godwit.dht.limit.BoundedMap;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Subnet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What others say this node's address is: the {@code ip} of replies, BEP 42. One vote for each /16 or /32, the latest; a
 * majority of all is needed, so that an attacker needs more networks than there are honest ones.
 */
final class AddressVotes {
    private static final int VOTERS_MAX = 64;

    /** Ports seen by fewer voters say nothing of a NAT. */
    private static final int MAPPING_VOTERS_MIN = 3;

    private final AddressRules rules;
    private final BoundedMap<Object, InetSocketAddress> votes = new BoundedMap<>(VOTERS_MAX);
    private Optional<ExternalAddress> counted = Optional.empty();
    private boolean isCounted;

    AddressVotes(AddressRules rules) {
        this.rules = rules;
    }

    void add(InetSocketAddress voter, InetSocketAddress observed) {
        if (rules.accepts(observed)) {
            Object seat = rules.oneNodePerAddress() ? Subnet.ofProvider(voter.getAddress()) : voter;
            votes.put(seat, observed);
            isCounted = false;
        }
    }

    /** The address that more than half of the voters saw. */
    Optional<ExternalAddress> winner() {
        if (!isCounted) {
            counted = count();
            isCounted = true;
        }
        return counted;
    }

    private Optional<ExternalAddress> count() {
        Map<InetAddress, List<InetSocketAddress>> ballots = new HashMap<>();
        for (InetSocketAddress vote : votes.values()) {
            ballots.computeIfAbsent(vote.getAddress(), _ -> new ArrayList<>()).add(vote);
        }
        return ballots.values().stream()
                .filter(ballot -> 2 * ballot.size() > votes.size())
                .findFirst()
                .map(ballot -> new ExternalAddress(ballot.getLast(), ballot.size(), mapping(ballot)));
    }

    private static Mapping mapping(List<InetSocketAddress> ballot) {
        if (ballot.size() < MAPPING_VOTERS_MIN) {
            return Mapping.UNKNOWN;
        }
        boolean same = ballot.stream().distinct().count() == 1;
        return same ? Mapping.ENDPOINT_INDEPENDENT : Mapping.ENDPOINT_DEPENDENT;
    }
}
