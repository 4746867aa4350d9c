package dev.godwit.network.route;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Which address is tried when: those of one search a quarter of a second apart unless the last has failed (RFC 8305 §5),
 * different searches side by side. No clock and no thread: the caller says what time it is.
 */
final class RoutePlan {
    static final long STAGGER_NANOS = 250_000_000;

    /** Attempts of one search in one race: whoever answers it could name any number of addresses, and use up none but its own. */
    static final int ATTEMPTS_MAX = 64;

    /** Addresses of one source: whoever names more has none of them tried. */
    static final int SOURCE_MAX = 8;

    private static final int SOURCES_MAX = 256;

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Set<InetSocketAddress> started = new HashSet<>();
    private int running;

    /** The addresses of one search. Its sources take turns, so that nobody's many keep waiting what somebody else names. */
    private static final class Lane {
        final Map<String, Source> sources = new HashMap<>();
        final Queue<Source> turns = new ArrayDeque<>();
        /** From when on the next may start. */
        long nextNanos = Long.MIN_VALUE;

        int attempts;
        boolean over;
        boolean hasFound;

        void add(String name, InetSocketAddress address) {
            if (sources.size() >= SOURCES_MAX && !sources.containsKey(name)) {
                return;
            }
            Source source = sources.computeIfAbsent(name, _ -> new Source());
            if (source.known.size() < SOURCE_MAX && source.known.add(address)) {
                if (source.waiting.isEmpty()) {
                    turns.add(source);
                }
                source.waiting.add(address);
            }
        }

        InetSocketAddress take() {
            Source source = turns.remove();
            InetSocketAddress address = source.waiting.remove();
            if (!source.waiting.isEmpty()) {
                turns.add(source);
            }
            return address;
        }

        boolean isWaiting() {
            return attempts < ATTEMPTS_MAX && !turns.isEmpty();
        }
    }

    /** What one participant of a search has named. */
    private static final class Source {
        final Queue<InetSocketAddress> waiting = new ArrayDeque<>();
        final Set<InetSocketAddress> known = new HashSet<>();
    }

    /** An address to be tried now, and the search that named it. */
    record Start(String origin, InetSocketAddress address) {}

    /** A search that may find something. */
    void search(String origin) {
        lanes.put(origin, new Lane());
    }

    /** @param source who in this search has named it */
    void found(String origin, String source, InetSocketAddress address) {
        Lane lane = lane(origin);
        lane.hasFound = true;
        lane.add(source, address);
    }

    /** Returns whether it has found anything. */
    boolean over(String origin) {
        Lane lane = lane(origin);
        lane.over = true;
        return lane.hasFound;
    }

    /** An attempt has come to nothing: the next of its search need not wait. */
    void failed(String origin) {
        running--;
        lane(origin).nextNanos = Long.MIN_VALUE;
    }

    /** What is to be started at this moment. */
    Optional<Start> next(long nowNanos) {
        for (Map.Entry<String, Lane> entry : lanes.entrySet()) {
            Lane lane = entry.getValue();
            while (lane.isWaiting() && isDue(lane, nowNanos)) {
                InetSocketAddress address = lane.take();
                if (started.add(address)) {
                    lane.nextNanos = nowNanos + STAGGER_NANOS;
                    lane.attempts++;
                    running++;
                    return Optional.of(new Start(entry.getKey(), address));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isDue(Lane lane, long nowNanos) {
        return lane.nextNanos == Long.MIN_VALUE || lane.nextNanos - nowNanos <= 0;
    }

    /** How long until there is something to start; the stagger when nothing waits. */
    long waitNanos(long nowNanos) {
        long wait = STAGGER_NANOS;
        for (Lane lane : lanes.values()) {
            if (lane.isWaiting()) {
                wait = Math.min(wait, isDue(lane, nowNanos) ? 0 : lane.nextNanos - nowNanos);
            }
        }
        return wait;
    }

    /** Searches that go on and have found nothing so far. */
    List<String> searching() {
        return lanes.entrySet().stream()
                .filter(entry -> !entry.getValue().over && !entry.getValue().hasFound)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether no attempt runs or is to be started. */
    boolean isIdle() {
        return running == 0 && lanes.values().stream().noneMatch(Lane::isWaiting);
    }

    /** Whether nothing can come any more. */
    boolean isExhausted() {
        return isIdle() && lanes.values().stream().allMatch(lane -> lane.over);
    }

    private Lane lane(String origin) {
        Lane lane = lanes.get(origin);
        if (lane == null) {
            throw new IllegalArgumentException("no such search: " + origin);
        }
        return lane;
    }
}
