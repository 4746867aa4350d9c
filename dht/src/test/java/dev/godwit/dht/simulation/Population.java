package dev.godwit.dht.simulation;

import dev.godwit.dht.engine.DhtEngine;
import dev.godwit.dht.engine.EngineSettings;
import dev.godwit.dht.engine.ReadOnlyMode;
import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.limit.ReplyBudget;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.simulation.SimulatedNetwork.Host;
import dev.godwit.dht.storage.StorageLimits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Nodes that come and go: as many as there are, a share of them leaves in each hour, and others come in their place. */
public final class Population {
    private static final int ROUTERS = 4;
    private static final int STAYING_MAX = 12;
    private static final double HOUR_NANOS = 3_600e9;

    /** The share of nodes without BEP 44. */
    private static final double WITHOUT_ITEMS = 0.3;

    private final SplittableRandom random;
    private final SimulatedNetwork network;
    private final ItemVerifier verifier = new ItemVerifier();
    private final List<InetSocketAddress> routers = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();
    private final List<Host> staying = new ArrayList<>();
    private double churnPerHour;
    private long departures;

    /** A population of routers only. */
    public Population(SplittableRandom random, SimulatedNetwork network) {
        this.random = random;
        this.network = network;
        for (int i = 0; i < ROUTERS; i++) {
            routers.add(network.newAddress());
        }
        routers.forEach(address -> newNode(address, List.of()));
    }

    /** Brings {@code count} nodes in, spread over {@code time}. */
    public void grow(int count, Duration time) {
        Instant start = network.now();
        for (int i = 0; i < count; i++) {
            Instant arrival = start.plusNanos((long) (random.nextDouble() * time.toNanos()));
            network.at(arrival, this::arrive);
        }
        network.runUntil(start.plus(time));
    }

    /** From now on nodes leave and come, {@code share} of all in an hour. */
    public void churn(double share) {
        churnPerHour = share;
        hosts.forEach(this::planDeparture);
    }

    /** Somebody who stays: one of a few, so that the others leave all the same. */
    public Host resident() {
        Host host = staying.size() < STAYING_MAX ? anybody() : staying.get(random.nextInt(staying.size()));
        staying.add(host);
        return host;
    }

    /** Somebody who comes at this moment, and stays. */
    public Host newResident() {
        Host host = newcomer();
        staying.add(host);
        return host;
    }

    /** Somebody who comes at this moment. */
    public Host newcomer() {
        arrive();
        return hosts.getLast();
    }

    private void arrive() {
        Host host = newNode(network.newAddress(), routers);
        hosts.add(host);
        if (random.nextDouble() < WITHOUT_ITEMS) {
            host.ignoreItems();
        }
        if (churnPerHour > 0) {
            planDeparture(host);
        }
    }

    private Host newNode(InetSocketAddress address, List<InetSocketAddress> entrances) {
        EngineSettings settings = new EngineSettings(
                AddressRules.PUBLIC,
                Set.of(Family.IPV4),
                ReadOnlyMode.NEVER,
                StorageLimits.USUAL,
                ReplyBudget.BYTES_PER_SECOND);
        DhtEngine engine = new DhtEngine(settings, random.split(), verifier, network.now());
        engine.addEntrances(entrances);
        return network.join(address, engine);
    }

    /** How long a node stays is exponentially distributed. */
    private void planDeparture(Host host) {
        double hours = -Math.log(1 - random.nextDouble()) / churnPerHour;
        network.at(network.now().plusNanos((long) Math.min(hours * HOUR_NANOS, 1e15)), () -> depart(host));
    }

    private void depart(Host host) {
        if (!staying.contains(host) && hosts.remove(host)) {
            departures++;
            network.leave(host);
            arrive();
        }
    }

    /** Puts {@code count} of the nodes under somebody else's control. */
    public void subvert(int count) {
        List<Contact> gang = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Host host = hosts.remove(random.nextInt(hosts.size()));
            Id id = host.engine().status(network.now()).sides().get(Family.IPV4).id();
            gang.add(new Contact(id, host.address()));
            host.subvert(new HostileNode(id, gang, random.split()));
        }
    }

    /** Any honest node. */
    public Host anybody() {
        return hosts.get(random.nextInt(hosts.size()));
    }

    public int size() {
        return hosts.size();
    }

    public long departures() {
        return departures;
    }
}
