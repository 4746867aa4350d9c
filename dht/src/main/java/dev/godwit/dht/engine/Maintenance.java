package dev.godwit.dht.engine;

import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.lookup.LookupRules;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps one side alive, a little in each round: joins the network, refreshes buckets, pings who has been silent. */
final class Maintenance {
    /** In the public network three pings in 5 s see every node of a full table within 15 minutes. */
    private static final Duration PUBLIC_ROUND = Duration.ofSeconds(5);

    private static final int PUBLIC_PINGS = 3;

    /** A private network is small and near: it is joined at once. */
    private static final Duration PRIVATE_ROUND = Duration.ofSeconds(1);

    private static final int PRIVATE_PINGS = LookupRules.K;

    /** A look-up for the own id finds the neighbours, and tells them of this node: often at first, then less and less. */
    private static final Duration JOIN_INTERVAL_MIN = Duration.ofSeconds(30);

    /** As often as buckets are refreshed (mldht: 30 minutes, libtorrent: 10). */
    private static final Duration JOIN_INTERVAL_MAX = Duration.ofMinutes(15);

    /** While hardly anybody is known. */
    private static final Duration LONELY_INTERVAL_MIN = Duration.ofSeconds(2);

    private static final Duration LONELY_INTERVAL_MAX = Duration.ofMinutes(1);

    private final Node node;
    private final Side side;
    private @Nullable Search running;
    private Duration joinAgainAfter = LONELY_INTERVAL_MIN;
    private Instant joinAt = Instant.MIN;
    private Instant roundAt = Instant.MIN;

    Maintenance(Node node, Side side) {
        this.node = node;
        this.side = side;
    }

    /** When {@link #tick} has something to do. */
    Instant nextWakeUp() {
        return roundAt;
    }

    /** There are new addresses to begin with. */
    void joinNow() {
        joinAgainAfter = LONELY_INTERVAL_MIN;
        joinAt = Instant.MIN;
        roundAt = Instant.MIN;
    }

    void tick(Instant now) {
        if (roundAt.isAfter(now)) {
            return;
        }
        boolean isPublic = node.rules() == AddressRules.PUBLIC;
        roundAt = now.plus(isPublic ? PUBLIC_ROUND : PRIVATE_ROUND);
        if (side.adoptSecureId(now)) {
            joinAt = Instant.MIN;
            joinAgainAfter = LONELY_INTERVAL_MIN;
        }
        if (running == null) {
            search(now);
        }
        side.table().toPing(isPublic ? PUBLIC_PINGS : PRIVATE_PINGS, now).forEach(contact -> ping(contact, now));
    }

    private void search(Instant now) {
        if (!joinAt.isAfter(now)) {
            joinAt = now.plus(joinAgainAfter);
            Duration doubled = joinAgainAfter.multipliedBy(2);
            joinAgainAfter = isLonely(side)
                    ? earlier(doubled, LONELY_INTERVAL_MAX)
                    : later(earlier(doubled, JOIN_INTERVAL_MAX), JOIN_INTERVAL_MIN);
            search(side.id(), now);
            return;
        }
        OptionalInt stale = side.table().toRefresh(now);
        if (stale.isPresent()) {
            search(side.id().randomAt(stale.getAsInt(), node.random()), now);
        }
    }

    private static Duration earlier(Duration first, Duration second) {
        return first.compareTo(second) < 0 ? first : second;
    }

    private static Duration later(Duration first, Duration second) {
        return first.compareTo(second) < 0 ? second : first;
    }

    private void search(Id target, Instant now) {
        Set<Family> want = EnumSet.noneOf(Family.class);
        if (otherSideIsLonely()) {
            node.sides().forEach(each -> want.add(each.family()));
        }
        Search search = new Search(node, side, target, new Request.FindNode(target, want), new Findings());
        running = search;
        search.start(now);
    }

    private boolean otherSideIsLonely() {
        return node.sides().stream().anyMatch(other -> isLonely(other) && other != side);
    }

    private static boolean isLonely(Side other) {
        return other.table().size() < LookupRules.K;
    }

    private void ping(Contact contact, Instant now) {
        Optional<Side> target = node.side(contact.family());
        target.ifPresent(
                there -> node.ask(there, contact.address(), new Request.Ping(), new Pong(there, contact), now));
    }

    /** BEP 32: a node of one network helps to find the way into the other. */
    private void introduce(Contact contact, Instant now) {
        boolean helps = node.side(contact.family())
                .filter(other -> other != side && isLonely(other))
                .isPresent();
        if (helps && node.rules().accepts(contact.address())) {
            ping(contact, now);
        }
    }

    private final class Findings implements Search.Findings {
        @Override
        public void answered(Response response, Instant now) {
            response.nodes().forEach(contact -> introduce(contact, now));
        }

        @Override
        public boolean wantsMore() {
            return false;
        }

        @Override
        public void finished(Search search, Instant now) {
            running = null;
        }
    }
}
