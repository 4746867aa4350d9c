package dev.godwit.dht.engine;

import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.limit.OutboundPacing;
import dev.godwit.dht.limit.ReturnPaths;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.rpc.CallListener;
import dev.godwit.dht.rpc.Calls;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What all parts of an engine share: the sides, the queries under way, the addresses to begin with, and the outputs. */
final class Node {
    private static final int REMEMBERED_MAX = 200;

    private final EngineSettings settings;
    private final RandomGenerator random;
    private final ItemVerifier verifier;
    private final OutboundPacing pacing;
    private final Calls calls;
    private final Reachability reachability;
    private final ReturnPaths returnPaths = new ReturnPaths();
    private final Map<Family, Side> sides = new EnumMap<>(Family.class);
    private final Set<InetSocketAddress> entrances = new LinkedHashSet<>();
    private final Set<Contact> remembered = new LinkedHashSet<>();
    private List<Output> outputs = new ArrayList<>();

    Node(EngineSettings settings, RandomGenerator random, ItemVerifier verifier, Instant now) {
        this.settings = settings;
        this.random = random;
        this.verifier = verifier;
        this.pacing = new OutboundPacing(settings.rules());
        this.calls = new Calls(random, pacing, datagram -> emit(new Output.Send(datagram)));
        this.reachability = new Reachability(settings.readOnly(), now);
        // In this order, so that the same random numbers make the same node again.
        for (Family family : Family.values()) {
            if (settings.families().contains(family)) {
                sides.put(family, new Side(family, settings.rules(), random));
            }
        }
    }

    EngineSettings settings() {
        return settings;
    }

    AddressRules rules() {
        return settings.rules();
    }

    RandomGenerator random() {
        return random;
    }

    ItemVerifier verifier() {
        return verifier;
    }

    OutboundPacing pacing() {
        return pacing;
    }

    Calls calls() {
        return calls;
    }

    Reachability reachability() {
        return reachability;
    }

    ReturnPaths returnPaths() {
        return returnPaths;
    }

    List<Side> sides() {
        return List.copyOf(sides.values());
    }

    Optional<Side> side(Family family) {
        return Optional.ofNullable(sides.get(family));
    }

    /** Where to begin while few nodes are known: routers in the public network, ordinary nodes in a private one. */
    Set<InetSocketAddress> entrances() {
        return entrances;
    }

    /** Nodes known from an earlier time, of use while few others are known. */
    Set<Contact> remembered() {
        return remembered;
    }

    void remember(Collection<Contact> contacts) {
        contacts.stream().limit(REMEMBERED_MAX).forEach(remembered::add);
    }

    /** In the public network entrances are routers: they never enter a table, and are asked only when needed. BEP 5. */
    boolean isRouter(InetSocketAddress address) {
        return rules() == AddressRules.PUBLIC && entrances.contains(address);
    }

    int ask(Side side, InetSocketAddress peer, Request request, CallListener listener, Instant now) {
        return calls.ask(peer, new Calls.Asker(side.id(), reachability.isReadOnly()), request, listener, now);
    }

    void emit(Output output) {
        outputs.add(output);
    }

    List<Output> drain() {
        List<Output> drained = outputs;
        outputs = new ArrayList<>();
        return drained;
    }
}
