package dev.godwit.dht.engine;

import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.krpc.KrpcException;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageReader;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.limit.InboundLimit;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.rpc.CallListener;
import dev.godwit.dht.rpc.Datagram;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A DHT node as a machine: {@link #receive} a datagram, {@link #begin} a command, {@link #tick} when {@link #nextWakeUp}
 * says so, and after each of them do what {@link #outputs} lists. The time must not run backwards. Not safe for several
 * threads at once.
 */
public final class DhtEngine {
    private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);

    private final Node node;
    private final QueryHandler queries;
    private final Replies replies;
    private final InboundLimit inbound;
    private final Map<Family, Maintenance> maintenance = new EnumMap<>(Family.class);
    private final Map<Long, Task> tasks = new HashMap<>();
    private long lastTask;
    private Instant expireAt;

    /** A node that knows nobody. {@code random} should be unpredictable: ids, tokens and transactions come from it. */
    public DhtEngine(EngineSettings settings, RandomGenerator random, ItemVerifier verifier, Instant now) {
        node = new Node(settings, random, verifier, now);
        queries = new QueryHandler(node, now);
        replies = new Replies(node);
        inbound = new InboundLimit(settings.rules());
        node.sides().forEach(side -> maintenance.put(side.family(), new Maintenance(node, side)));
        expireAt = now.plus(EXPIRY_INTERVAL);
    }

    /**
     * Adds addresses to begin with: of routers in the public network, which help to get in and are never named to anybody,
     * of ordinary nodes in a private one.
     */
    public void addEntrances(Collection<InetSocketAddress> addresses) {
        addresses.stream().filter(node.rules()::accepts).forEach(node.entrances()::add);
        maintenance.values().forEach(Maintenance::joinNow);
    }

    /** Adds nodes known from an earlier time; they are in use once they have answered. */
    public void addContacts(Collection<Contact> contacts) {
        node.remember(contacts);
        maintenance.values().forEach(Maintenance::joinNow);
    }

    /** Begins a command; its number in outputs. */
    public long begin(Command command, Instant now) {
        long number = ++lastTask;
        switch (command) {
            case Command.FindNodes find -> start(number, command, find.target(), now);
            case Command.FindPeers find -> start(number, command, find.infoHash(), now);
            case Command.Announce announce -> start(number, command, announce.infoHash(), now);
            case Command.GetMutable get -> start(number, command, get.target(), now);
            case Command.GetImmutable get -> start(number, command, get.target(), now);
            case Command.Put put -> start(number, command, put.item().target(), now);
            case Command.Ping ping -> ping(number, ping.address(), now);
        }
        return number;
    }

    private void start(long number, Command command, Id target, Instant now) {
        Task task = new Task(number, command, node, tasks::remove);
        tasks.put(number, task);
        task.start(target, queries.kept(target), now);
    }

    private void ping(long number, InetSocketAddress address, Instant now) {
        PingTask task = new PingTask(number, node);
        Optional<Side> side =
                node.side(Family.of(address)).filter(_ -> node.rules().accepts(address));
        side.ifPresentOrElse(there -> node.ask(there, address, new Request.Ping(), task, now), () -> task.finish(0));
    }

    /** Gives a command up; it does not finish any more. */
    public void cancel(long number) {
        Task task = tasks.remove(number);
        if (task != null) {
            task.cancel();
        }
    }

    /** Takes a datagram that came in. Whatever it holds, nothing is thrown. */
    public void receive(Datagram datagram, Instant now) {
        InetSocketAddress source = datagram.peer();
        Optional<Side> side =
                node.side(Family.of(source)).filter(_ -> node.rules().accepts(source));
        if (side.isEmpty()) {
            return;
        }
        int length = datagram.content().length();
        try {
            switch (MessageReader.read(datagram.content().bytes())) {
                case Message.Query query -> receive(query, source, length, side.get(), now);
                case Message.Reply reply -> receive(reply, source, side.get(), now);
                case Message.Failure failure -> node.calls().received(source, failure, now);
            }
        } catch (KrpcException e) {
            boolean answers = !node.reachability().isReadOnly() && inbound.admits(source, now);
            e.answer().filter(_ -> answers).ifPresent(failure -> replies.send(source, failure, length, now));
        }
    }

    private void receive(Message.Query query, InetSocketAddress source, int length, Side side, Instant now) {
        if (!inbound.admits(source, now) || query.sender().equals(side.id())) {
            return;
        }
        if (!node.pacing().sentAfter(source, now.minus(Reachability.STRANGER_AFTER))) {
            node.reachability().strangerAsked(now);
        }
        if (node.reachability().isReadOnly() && !isProofOfPath(query, source)) {
            return;
        }
        int restBytes = switch (queries.answer(query, source, side, now)) {
            case Message.Reply reply -> replies.send(source, reply, length, side, now);
            case Message.Failure failure -> replies.send(source, failure, length, now);
            case Message.Query impossible -> throw new IllegalStateException("answered with " + impossible);
        };
        boolean mayEnter = !query.readOnly() && !node.isRouter(source);
        if (mayEnter && (side.table().contains(source) || node.returnPaths().affordsPing(source, restBytes, now))) {
            side.table().asked(new Contact(query.sender(), source), now);
        }
    }

    /** A read-only node answers nothing, except the ping by which a node that it asks makes sure that it is there. */
    private boolean isProofOfPath(Message.Query query, InetSocketAddress source) {
        return query.request() instanceof Request.Ping && node.calls().isAsking(source);
    }

    private void receive(Message.Reply reply, InetSocketAddress source, Side side, Instant now) {
        // The table first: what the asking part does next may look at it.
        Id sender = reply.response().sender();
        Optional<CallListener> asker = node.calls().waiting(source, reply.transaction());
        if (asker.isEmpty() || sender.equals(side.id())) {
            return;
        }
        node.returnPaths().prove(source, now);
        if (asker.get().accepts(sender)) {
            if (!node.isRouter(source)) {
                side.table().answered(new Contact(sender, source), now);
            }
            reply.observed().ifPresent(observed -> side.votes().add(source, observed));
        }
        node.calls().received(source, reply, now);
    }

    /** Does what is due. */
    public void tick(Instant now) {
        node.calls().tick(now);
        replies.tick(now);
        node.reachability().tick(now);
        maintenance.values().forEach(each -> each.tick(now));
        if (!expireAt.isAfter(now)) {
            expireAt = now.plus(EXPIRY_INTERVAL);
            queries.expire(now);
        }
    }

    /** When {@link #tick} has something to do next. */
    public Instant nextWakeUp() {
        Instant next = earlier(expireAt, earlier(node.calls().nextWakeUp(), replies.nextWakeUp()));
        for (Maintenance each : maintenance.values()) {
            next = earlier(next, each.nextWakeUp());
        }
        return next;
    }

    private static Instant earlier(Instant first, Instant second) {
        return first.isBefore(second) ? first : second;
    }

    /** What is to be done since this was last asked, in order. */
    public List<Output> outputs() {
        return node.drain();
    }

    /** How the node is doing. */
    public EngineStatus status(Instant now) {
        Map<Family, EngineStatus.SideStatus> sides = new EnumMap<>(Family.class);
        for (Side side : node.sides()) {
            sides.put(
                    side.family(),
                    new EngineStatus.SideStatus(
                            side.id(),
                            side.table().contacts(now),
                            side.votes().winner(),
                            side.sizeEstimate().nodes()));
        }
        return new EngineStatus(
                sides,
                node.reachability().reach(),
                queries.peers().size(),
                queries.items().size());
    }
}
