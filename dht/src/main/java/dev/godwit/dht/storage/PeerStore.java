package dev.godwit.dht.storage;

import dev.godwit.dht.krpc.PeerFilter;
import dev.godwit.dht.krpc.Samples;
import dev.godwit.dht.krpc.Scrape;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/** Who has what. BEP 5, BEP 33, BEP 51. */
public final class PeerStore {
    /** Info-hashes of one sample: 400 bytes, so that nodes fit beside them. */
    private static final int SAMPLE_MAX = 20;

    /** Often enough to follow what changes: peers live for some multiples of it. */
    private static final long SAMPLE_INTERVAL_SECONDS = 300;

    /** Peers of one origin and info-hash: some users behind one address, and not so many that they push out all others. */
    static final int PEERS_PER_ORIGIN = 8;

    private final StorageLimits limits;
    private final AddressRules rules;
    private final RandomGenerator random;
    private final Map<Id, Swarm> swarms = new HashMap<>();
    private final Shares shares;

    private record Announced(Object origin, boolean seed, Instant at) {}

    /** The peers of an info-hash, announced longest ago first, and the origin that brought it here. */
    private record Swarm(Object founder, SequencedMap<InetSocketAddress, Announced> peers) {
        void add(InetSocketAddress peer, Announced announced, int max) {
            peers.putLast(peer, announced);
            List<InetSocketAddress> same = peers.entrySet().stream()
                    .filter(each -> each.getValue().origin().equals(announced.origin()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (same.size() > PEERS_PER_ORIGIN) {
                peers.remove(same.getFirst());
            } else if (peers.size() > max) {
                peers.pollFirstEntry();
            }
        }
    }

    /** An empty store; {@code random} chooses which peers and info-hashes to name when they are too many. */
    public PeerStore(StorageLimits limits, AddressRules rules, RandomGenerator random) {
        this.limits = limits;
        this.rules = rules;
        this.random = random;
        this.shares = new Shares(limits.entriesPerOrigin());
    }

    /** Whether {@code announcer} could store under {@code infoHash}: else there is no use in a token. */
    public boolean hasRoom(Id infoHash, InetSocketAddress announcer) {
        return swarms.containsKey(infoHash)
                || (swarms.size() < limits.infoHashes() && !shares.isUsedUp(rules.origin(announcer)));
    }

    /**
     * Keeps a peer, in place of the oldest one if there are too many, of its origin or of all; false when there is no room. In
     * a closed network, whose members are told apart by their ports, each counts for itself.
     */
    public boolean add(Id infoHash, InetSocketAddress peer, boolean seed, Instant now) {
        if (!hasRoom(infoHash, peer)) {
            return false;
        }
        Object origin = rules.origin(peer);
        Swarm swarm = swarms.computeIfAbsent(infoHash, _ -> {
            shares.add(origin);
            return new Swarm(origin, new LinkedHashMap<>());
        });
        swarm.add(peer, new Announced(origin, seed, now), limits.peersPerInfoHash());
        return true;
    }

    /** Some peers of {@code infoHash}, chosen at random. */
    public List<InetSocketAddress> peers(Id infoHash, Family family, boolean noSeeds, int count) {
        Swarm swarm = swarms.get(infoHash);
        if (swarm == null) {
            return List.of();
        }
        List<InetSocketAddress> chosen = new ArrayList<>();
        swarm.peers().forEach((peer, announced) -> {
            if (Family.of(peer) == family && !(noSeeds && announced.seed())) {
                chosen.add(peer);
            }
        });
        Collections.shuffle(chosen, Random.from(random));
        return List.copyOf(chosen.subList(0, Math.min(count, chosen.size())));
    }

    /** How many peers {@code infoHash} has, of both networks. BEP 33. */
    public Scrape scrape(Id infoHash) {
        Scrape scrape = new Scrape(PeerFilter.empty(), PeerFilter.empty());
        Swarm swarm = swarms.get(infoHash);
        if (swarm != null) {
            swarm.peers()
                    .forEach((peer, announced) ->
                            (announced.seed() ? scrape.seeds() : scrape.downloaders()).add(peer.getAddress()));
        }
        return scrape;
    }

    /** Some of the info-hashes. BEP 51. */
    public Samples samples() {
        List<Id> hashes = new ArrayList<>(swarms.keySet());
        Collections.shuffle(hashes, Random.from(random));
        return new Samples(
                SAMPLE_INTERVAL_SECONDS, swarms.size(), hashes.subList(0, Math.min(SAMPLE_MAX, hashes.size())));
    }

    /** Forgets who has not announced itself again. */
    public void expire(Instant now) {
        Instant oldest = now.minus(limits.peerLifetime());
        swarms.values().removeIf(swarm -> {
            swarm.peers().values().removeIf(announced -> announced.at().isBefore(oldest));
            if (swarm.peers().isEmpty()) {
                shares.remove(swarm.founder());
            }
            return swarm.peers().isEmpty();
        });
    }

    /** How many info-hashes there are. */
    public int size() {
        return swarms.size();
    }
}
