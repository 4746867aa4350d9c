package dev.godwit.dht.routing;

import dev.godwit.dht.node.AddressRules;
import java.time.Duration;

/** The numbers of the routing table. */
public final class RoutingRules {
    /** Nodes of a bucket, and of a reply: k. BEP 5. */
    public static final int K = 8;

    /** The far buckets are larger: the first hop of a look-up gets further (libtorrent, extended routing table). */
    private static final int[] FAR_BUCKETS = {128, 64, 32, 16};

    /** Without a word for so long, a node is questionable; a bucket is refreshed as often. BEP 5. */
    static final Duration QUESTIONABLE_AFTER = Duration.ofMinutes(15);

    /** Queries in a row without an answer that make a node bad: more than the two that mldht forgives. */
    static final int BAD_AFTER_FAILURES = 3;

    /** Between two pings of the same silent node. */
    static final Duration PING_INTERVAL = Duration.ofSeconds(30);

    /**
     * How long a node that asked must be silent before it is pinged: most NATs close the way back by then, so that nodes
     * whom nobody else can reach stay out (mldht, {@code sanitizing-algorithms.rst}).
     */
    static final Duration PUBLIC_VERIFY_DELAY = Duration.ofSeconds(90);

    private RoutingRules() {}

    /** How many nodes the bucket of this index holds; its nodes share that many leading bits with the own id. */
    static int bucketSize(int index) {
        return index < FAR_BUCKETS.length ? FAR_BUCKETS[index] : K;
    }

    /** A table with fewer nodes than this cannot be choosy, and pings whoever asks. */
    static final int NODES_ENOUGH = 4 * K;

    static Duration verifyDelay(AddressRules rules, int nodes) {
        boolean choosy = rules == AddressRules.PUBLIC && nodes >= NODES_ENOUGH;
        return choosy ? PUBLIC_VERIFY_DELAY : Duration.ZERO;
    }
}
