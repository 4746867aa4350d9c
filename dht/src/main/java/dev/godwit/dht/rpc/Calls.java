package dev.godwit.dht.rpc;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageWriter;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.limit.OutboundPacing;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.rpc.PendingCall.Patience;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All queries under way. A query is sent once: look-ups ask other nodes instead of asking again. BEP 5. */
public final class Calls {
    /** After this long a reply is not expected any more (libtorrent, jech/dht). */
    static final Duration TIME_LIMIT = Duration.ofSeconds(15);

    /** After this long nobody waits: a node that pings first and then answers needs three round trips. */
    static final Duration REASONABLE = Duration.ofSeconds(3);

    /** More queries than this at once are lost before they are sent. */
    static final int PENDING_MAX = 2_048;

    private static final int TRANSACTION_BYTES = 4;

    private final RandomGenerator random;
    private final OutboundPacing pacing;
    private final Consumer<Datagram> output;
    private final ResponseTimes responseTimes = new ResponseTimes();
    private final Map<ByteString, PendingCall> pending = new HashMap<>();
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparing(Waiting::at));
    private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>(Comparator.comparing(Deadline::at));

    private record Waiting(Instant at, Datagram datagram) {}

    private record Deadline(Instant at, ByteString transaction) {}

    /** Calls that hand their datagrams to {@code output}; transaction ids are drawn from {@code random}. */
    public Calls(RandomGenerator random, OutboundPacing pacing, Consumer<Datagram> output) {
        this.random = random;
        this.pacing = pacing;
        this.output = output;
    }

    /** Who this node is to those it asks. */
    public record Asker(Id id, boolean readOnly) {}

    /** Asks {@code peer}, now or as soon as it was not asked too much; the length of the query, 0 if there was none. */
    public int ask(InetSocketAddress peer, Asker asker, Request request, CallListener listener, Instant now) {
        if (pending.size() >= PENDING_MAX) {
            listener.lost(now);
            return 0;
        }
        ByteString transaction = newTransaction();
        Message.Query query = new Message.Query(transaction, asker.id(), request, asker.readOnly());
        byte[] content = request.asksForTheWay() ? MessageWriter.writePadded(query) : MessageWriter.write(query);
        Datagram datagram = new Datagram(peer, ByteString.of(content));
        Instant sentAt = now.plus(pacing.delay(peer, now));
        pending.put(transaction, new PendingCall(peer, listener, sentAt));
        deadlines.add(new Deadline(sentAt.plus(responseTimes.usual()), transaction));
        if (sentAt.isAfter(now)) {
            waiting.add(new Waiting(sentAt, datagram));
        } else {
            output.accept(datagram);
        }
        return content.length;
    }

    private ByteString newTransaction() {
        byte[] bytes = new byte[TRANSACTION_BYTES];
        ByteString transaction;
        do {
            random.nextBytes(bytes);
            transaction = ByteString.of(bytes);
        } while (pending.containsKey(transaction));
        return transaction;
    }

    /** Whether a query to {@code peer} is under way. */
    public boolean isAsking(InetSocketAddress peer) {
        return pending.values().stream().anyMatch(call -> call.peer().equals(peer));
    }

    /** Who waits for {@code peer} to answer under this transaction id. */
    public Optional<CallListener> waiting(InetSocketAddress peer, ByteString transaction) {
        return Optional.ofNullable(pending.get(transaction))
                .filter(call -> call.peer().equals(peer))
                .map(PendingCall::listener);
    }

    /** A reply came; false when nobody asked this peer for it. */
    public boolean received(InetSocketAddress peer, Message.Reply reply, Instant now) {
        PendingCall call = take(peer, reply.transaction());
        if (call == null) {
            return false;
        }
        responseTimes.add(Duration.between(call.sentAt(), now));
        call.listener().answered(reply, now);
        return true;
    }

    /** An error came; false when nobody asked this peer for it. */
    public boolean received(InetSocketAddress peer, Message.Failure failure, Instant now) {
        PendingCall call = take(peer, failure.transaction());
        if (call == null) {
            return false;
        }
        call.listener().refused(failure, now);
        return true;
    }

    private @Nullable PendingCall take(InetSocketAddress peer, ByteString transaction) {
        PendingCall call = pending.get(transaction);
        if (call == null || !call.peer().equals(peer)) {
            return null;
        }
        pending.remove(transaction);
        return call;
    }

    /** Sends what has waited for its turn, and tells who has waited for a reply too long. */
    public void tick(Instant now) {
        for (Waiting next = waiting.peek(); next != null && !next.at().isAfter(now); next = waiting.peek()) {
            output.accept(waiting.remove().datagram());
        }
        List<Deadline> due = new ArrayList<>();
        for (Deadline next = deadlines.peek(); next != null && !next.at().isAfter(now); next = deadlines.peek()) {
            due.add(deadlines.remove());
        }
        due.forEach(deadline -> expire(deadline.transaction(), now));
    }

    private void expire(ByteString transaction, Instant now) {
        PendingCall call = pending.get(transaction);
        if (call == null) {
            return;
        }
        switch (call.patience()) {
            case USUAL -> {
                call.hasTaken(Patience.LATE);
                deadlines.add(new Deadline(call.sentAt().plus(REASONABLE), transaction));
                call.listener().late(now);
            }
            case LATE -> {
                call.hasTaken(Patience.OVERDUE);
                deadlines.add(new Deadline(call.sentAt().plus(TIME_LIMIT), transaction));
                call.listener().overdue(now);
            }
            case OVERDUE -> {
                pending.remove(transaction);
                call.listener().lost(now);
            }
        }
    }

    /** When {@link #tick} has something to do, {@link Instant#MAX} if never. */
    public Instant nextWakeUp() {
        while (!deadlines.isEmpty() && !pending.containsKey(deadlines.element().transaction())) {
            deadlines.remove();
        }
        Instant next = Instant.MAX;
        if (!waiting.isEmpty()) {
            next = waiting.element().at();
        }
        if (!deadlines.isEmpty() && deadlines.element().at().isBefore(next)) {
            next = deadlines.element().at();
        }
        return next;
    }
}
