package dev.godwit.dht.limit;

import dev.godwit.dht.node.AddressRules;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Spaces what is sent to one origin: at most 4 datagrams within any second. libtorrent bans for five minutes whoever sends more
 * than 50 in 10 s ({@code dos_blocker.cpp}).
 */
public final class OutboundPacing {
    private static final int DATAGRAMS_PER_SECOND = 4;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ORIGINS_MAX = 8_192;

    private final AddressRules rules;
    private final BoundedMap<Object, Sent> origins = new BoundedMap<>(ORIGINS_MAX);

    /** Pacing that counts by the origins of {@code rules}. */
    public OutboundPacing(AddressRules rules) {
        this.rules = rules;
    }

    /** How long a query to {@code target} must wait; it counts as sent then. */
    public Duration delay(InetSocketAddress target, Instant now) {
        Sent sent = sent(target);
        Instant turn = sent.turn(now);
        sent.add(turn);
        return Duration.between(now, turn);
    }

    /** Whether a reply to {@code target} may be sent now; replies do not wait, they are dropped. */
    public boolean admits(InetSocketAddress target, Instant now) {
        Sent sent = sent(target);
        boolean admitted = !sent.turn(now).isAfter(now);
        if (admitted) {
            sent.add(now);
        }
        return admitted;
    }

    /** Whether something was sent to {@code target}'s origin after {@code moment}, as far as it is remembered. */
    public boolean sentAfter(InetSocketAddress target, Instant moment) {
        Sent sent = origins.get(rules.origin(target));
        return sent != null && sent.times.getLast().isAfter(moment);
    }

    private Sent sent(InetSocketAddress target) {
        return origins.get(rules.origin(target), Sent::new);
    }

    private static final class Sent {
        /** When the last datagrams were or will be sent, oldest first. */
        private final Deque<Instant> times = new ArrayDeque<>();

        Instant turn(Instant now) {
            Instant turn = times.isEmpty() || times.getLast().isBefore(now) ? now : times.getLast();
            Instant free = times.size() < DATAGRAMS_PER_SECOND
                    ? turn
                    : times.getFirst().plus(SECOND);
            return free.isAfter(turn) ? free : turn;
        }

        void add(Instant time) {
            times.addLast(time);
            if (times.size() > DATAGRAMS_PER_SECOND) {
                times.removeFirst();
            }
        }
    }
}
