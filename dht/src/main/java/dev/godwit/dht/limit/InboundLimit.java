package dev.godwit.dht.limit;

import dev.godwit.dht.node.AddressRules;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * How many queries one origin may ask: what exceeds it is dropped unread. Addresses can be forged, so a full table forgets
 * the quietest origin and the limit over all, {@link ReplyBudget}, holds in any case.
 */
public final class InboundLimit {
    /** libtorrent {@code dos_blocker.cpp}: 5 a second, measured over 10 s. */
    private static final double QUERIES_PER_SECOND = 5;

    private static final double QUERIES_BURST = 50;
    private static final int ORIGINS_MAX = 4_096;

    private final AddressRules rules;
    private final BoundedMap<Object, TokenBucket> origins = new BoundedMap<>(ORIGINS_MAX);

    /** A limit that counts by the origins of {@code rules}. */
    public InboundLimit(AddressRules rules) {
        this.rules = rules;
    }

    /** Whether a query from {@code source} may be read now; counts it. */
    public boolean admits(InetSocketAddress source, Instant now) {
        return origins.get(rules.origin(source), () -> new TokenBucket(QUERIES_PER_SECOND, QUERIES_BURST))
                .take(1, now);
    }
}
