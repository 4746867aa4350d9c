package dev.godwit.dht.engine;

import dev.godwit.dht.lookup.SizeEstimate;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.node.SecureId;
import dev.godwit.dht.routing.RoutingTable;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The node in one of the two networks. BEP 32. */
final class Side {
    private final Family family;
    private final AddressRules rules;
    private final RandomGenerator random;
    private final AddressVotes votes;
    private final SizeEstimate sizeEstimate = new SizeEstimate();
    private RoutingTable table;

    Side(Family family, AddressRules rules, RandomGenerator random) {
        this.family = family;
        this.rules = rules;
        this.random = random;
        this.votes = new AddressVotes(rules);
        this.table = new RoutingTable(Id.random(random), rules);
    }

    Family family() {
        return family;
    }

    Id id() {
        return table.self();
    }

    RoutingTable table() {
        return table;
    }

    AddressVotes votes() {
        return votes;
    }

    SizeEstimate sizeEstimate() {
        return sizeEstimate;
    }

    /** Takes an id that belongs to the address that others see, if the present one does not. BEP 42. */
    boolean adoptSecureId(Instant now) {
        if (rules != AddressRules.PUBLIC) {
            return false;
        }
        Optional<ExternalAddress> external = votes.winner().filter(ExternalAddress::isCertain);
        boolean needed = external.isPresent()
                && !SecureId.matches(id(), external.get().address().getAddress());
        if (needed) {
            table = table.around(
                    SecureId.generate(external.orElseThrow().address().getAddress(), random), now);
        }
        return needed;
    }
}
