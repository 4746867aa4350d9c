package dev.godwit.dht.engine;

import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.lookup.Lookup;
import dev.godwit.dht.lookup.LookupRules;
import dev.godwit.dht.lookup.Responder;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.rpc.CallListener;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A look-up under way on one side: asks whom {@link Lookup} names, and tells what it learns. */
final class Search {
    /** What a search finds on its way. */
    interface Findings {
        /** A node answered. */
        void answered(Response response, Instant now);

        /** Whether more answers could change anything: if so, late ones are waited for. */
        boolean wantsMore();

        /** Nobody is left to ask. */
        void finished(Search search, Instant now);
    }

    /** A third of the nodes do not speak BEP 44: among so many, k are expected that do. */
    private static final int ITEM_RADIUS_NODES = LookupRules.K * 3 / 2;

    private enum Stage {
        RUNNING,
        FINISHED
    }

    private final Node node;
    private final Side side;
    private final Request request;
    private final Findings findings;
    private final Lookup lookup;
    private Stage stage = Stage.RUNNING;
    private boolean isCounted;
    private int answers;

    Search(Node node, Side side, Id target, Request request, Findings findings) {
        this.node = node;
        this.side = side;
        this.request = request;
        this.findings = findings;
        this.lookup = new Lookup(target, node.rules(), radiusShare());
    }

    private double radiusShare() {
        return side.sizeEstimate().radiusShare(request instanceof Request.Get ? ITEM_RADIUS_NODES : LookupRules.K);
    }

    Side side() {
        return side;
    }

    int answers() {
        return answers;
    }

    List<Responder> holders() {
        return lookup.holders();
    }

    /** Begins with what is in the table, and with the entrances when that is little. */
    void start(Instant now) {
        List<Contact> known = side.table().closest(lookup.target(), 2 * LookupRules.K, now);
        known.forEach(lookup::addKnown);
        if (known.size() < LookupRules.K) {
            node.remembered().stream()
                    .filter(contact -> contact.family() == side.family())
                    .forEach(lookup::addKnown);
            node.entrances().stream()
                    .filter(address -> Family.of(address) == side.family())
                    .forEach(this::addEntrance);
        }
        proceed(now);
    }

    private void addEntrance(InetSocketAddress address) {
        if (node.isRouter(address)) {
            lookup.addRouter(address);
        } else if (!side.table().contains(address)) {
            lookup.addAddress(address);
        }
    }

    /** Whether it ended without knowing how far to go. */
    boolean isNarrow() {
        return lookup.isNarrow();
    }

    /** Goes on after the end as far as the size of the network tells by now, and ends again. */
    void reach(Instant now) {
        lookup.reach(radiusShare());
        stage = Stage.RUNNING;
        proceed(now);
    }

    /** Nobody is interested any more. */
    void cancel() {
        stage = Stage.FINISHED;
    }

    private void proceed(Instant now) {
        askAll(now);
        if (stage == Stage.RUNNING && lookup.isFinished() && findings.wantsMore() && lookup.widen()) {
            askAll(now);
        }
        boolean waits = findings.wantsMore() && lookup.hasLate();
        if (stage == Stage.RUNNING && lookup.isFinished() && !waits) {
            stage = Stage.FINISHED;
            if (!isCounted && !lookup.target().equals(side.id())) {
                // Look-ups for the own id repeat, and would count the same neighbours again and again.
                isCounted = true;
                side.sizeEstimate().add(lookup.target(), lookup.closest(LookupRules.K));
            }
            findings.finished(this, now);
        }
    }

    private void askAll(Instant now) {
        while (stage == Stage.RUNNING) {
            Optional<Contact> next = lookup.next();
            if (next.isEmpty()) {
                return;
            }
            node.ask(side, next.get().address(), request, new Answers(next.get()), now);
        }
    }

    /** Waits for one node. Answers that come after the end are told to nobody. */
    private final class Answers implements CallListener {
        private final Contact contact;

        Answers(Contact contact) {
            this.contact = contact;
        }

        @Override
        public boolean accepts(Id sender) {
            return lookup.accepts(contact.address(), sender);
        }

        @Override
        public void answered(Message.Reply reply, Instant now) {
            Response response = reply.response();
            if (!accepts(response.sender()) && lookup.isKnown(contact.address())) {
                // It began anew under another id: a ping, which tells no target, shows the table who it is now.
                node.ask(side, contact.address(), new Request.Ping(), new Pong(side, contact), now);
            }
            List<Contact> named = response.nodes().stream()
                    .filter(other ->
                            other.family() == side.family() && !other.id().equals(side.id()))
                    .toList();
            // After the end, too: the search may go on further, and must not wait for who has answered.
            boolean isNew = lookup.answered(contact.address(), response.sender(), response.token(), named);
            if (isNew && stage == Stage.RUNNING) {
                answers++;
                findings.answered(response, now);
            }
            proceed(now);
        }

        @Override
        public void refused(Message.Failure failure, Instant now) {
            lookup.refused(contact.address());
            proceed(now);
        }

        @Override
        public void late(Instant now) {
            lookup.late(contact.address());
            proceed(now);
        }

        @Override
        public void overdue(Instant now) {
            lookup.overdue(contact.address());
            proceed(now);
        }

        @Override
        public void lost(Instant now) {
            if (!(request instanceof Request.Get)) {
                // Nodes without BEP 44 may leave it unanswered (jech/dht), and are there all the same.
                side.table().failed(contact, now);
            }
            lookup.lost(contact.address());
            proceed(now);
        }
    }
}
