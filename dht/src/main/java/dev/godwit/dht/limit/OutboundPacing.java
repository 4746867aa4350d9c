package dev.godwit.dht.limit;

import dev.godwit.dht.node.AddressRules;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Spaces what is sent to one origin: at most 4 queries within any second. libtorrent bans for five minutes whoever sends more
 * than 50 datagrams in 10 s ({@code dos_blocker.cpp}): with replies there are 4 a second and bursts of 8, at most 48.
 */
public final class OutboundPacing {
    private static final int QUERIES_PER_SECOND = 4;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double DATAGRAMS_PER_SECOND = 4;
    private static final double DATAGRAMS_BURST = 8;
    private static final int ORIGINS_MAX = 8_192;

    private final AddressRules rules;
    private final BoundedMap<Object, Sent> origins = new BoundedMap<>(ORIGINS_MAX);

    /** Pacing that counts by the origins of {@code rules}. */
    public OutboundPacing(AddressRules rules) {
        this.rules = rules;
    }

    /** How long a query to {@code target} must wait; it counts as sent then. */
    public Duration delay(InetSocketAddress target, Instant now) {
        return Duration.between(now, sent(target).query(now));
    }

    /** Whether a reply to {@code target} may be sent now; replies do not wait, they are dropped. */
    public boolean admits(InetSocketAddress target, Instant now) {
        return sent(target).reply(now);
    }

    /** Whether something was sent to {@code target}'s origin after {@code moment}, as far as it is remembered. */
    public boolean sentAfter(InetSocketAddress target, Instant moment) {
        Sent sent = origins.get(rules.origin(target));
        return sent != null && sent.last.isAfter(moment);
    }

    private Sent sent(InetSocketAddress target) {
        return origins.get(rules.origin(target), Sent::new);
    }

    private static final class Sent {
        private final TokenBucket bucket = new TokenBucket(DATAGRAMS_PER_SECOND, DATAGRAMS_BURST);

        /** When the last queries were or will be sent, oldest first. */
        private final Deque<Instant> queries = new ArrayDeque<>();

        private Instant last = Instant.MIN;

        Instant query(Instant now) {
            Instant turn = now.plus(bucket.reserve(1, now));
            if (queries.size() == QUERIES_PER_SECOND) {
                Instant free = queries.removeFirst().plus(SECOND);
                turn = free.isAfter(turn) ? free : turn;
            }
            queries.addLast(turn);
            last = turn;
            return turn;
        }

        boolean reply(Instant now) {
            boolean admitted = bucket.take(1, now);
            if (admitted && last.isBefore(now)) {
                last = now;
            }
            return admitted;
        }
    }
}
