package dev.godwit.dht.engine;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageWriter;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.limit.ReplyBudget;
import dev.godwit.dht.limit.ReturnPaths;
import dev.godwit.dht.rpc.CallListener;
import dev.godwit.dht.rpc.Datagram;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends replies so that nobody can be flooded by them. To an address that has not proven that it answers, a query earns at
 * most {@link ReturnPaths#AMPLIFICATION_MAX} times its length: fewer nodes are named. When there is something stored to
 * tell, which nodes alone do not replace, the address is pinged within that allowance, and gets the whole reply as soon as
 * it has answered: a round trip later, to every implementation of BEP 5. After {@link #PROOF_LIMIT} it gets the short one. The
 * ping by which the table verifies whoever asked is paid from what is left over.
 */
final class Replies {
    /** Well within the 15 s that others wait for a reply. */
    static final Duration PROOF_LIMIT = Duration.ofSeconds(2);

    /** Replies that wait for proof; others are short at once. */
    static final int WAITING_MAX = 256;

    private final Node node;
    private final ReplyBudget budget;
    private final Map<InetSocketAddress, Waiting> waiting = new LinkedHashMap<>();

    /** A reply, and what may be sent without proof until {@code until}. */
    private record Waiting(Message.Reply reply, int allowanceBytes, Instant until) {}

    Replies(Node node) {
        this.node = node;
        this.budget = new ReplyBudget(node.settings().replyBytesPerSecond());
    }

    /** Answers a query of {@code queryBytes} from {@code peer}; what that leaves of the bytes that the query earned. */
    int send(InetSocketAddress peer, Message.Reply reply, int queryBytes, Side side, Instant now) {
        int allowanceBytes = ReturnPaths.allowanceBytes(queryBytes);
        Optional<byte[]> whole = whole(reply);
        if (node.returnPaths().isProven(peer, now) || (whole.isPresent() && whole.get().length <= allowanceBytes)) {
            whole.ifPresent(datagram -> dispatch(peer, datagram, now));
            return allowanceBytes - whole.map(datagram -> datagram.length).orElse(0);
        } else if (reply.response().hasContent() && waiting.size() < WAITING_MAX && !waiting.containsKey(peer)) {
            askForProof(peer, reply, allowanceBytes, side, now);
            return 0;
        } else {
            return allowanceBytes - sendShort(peer, reply, allowanceBytes, now);
        }
    }

    /** Tells why a query was not done, unless that would be longer than the query allows; what that leaves. */
    int send(InetSocketAddress peer, Message.Failure failure, int queryBytes, Instant now) {
        byte[] datagram = MessageWriter.write(failure);
        int allowanceBytes = ReturnPaths.allowanceBytes(queryBytes);
        boolean isSent = node.returnPaths().isProven(peer, now) || datagram.length <= allowanceBytes;
        if (isSent) {
            dispatch(peer, datagram, now);
        }
        return isSent ? allowanceBytes - datagram.length : allowanceBytes;
    }

    private static Optional<byte[]> whole(Message.Reply reply) {
        return ReplySize.fit(reply, ReplySize.bytesMax(reply.response()));
    }

    private void askForProof(InetSocketAddress peer, Message.Reply reply, int allowanceBytes, Side side, Instant now) {
        waiting.put(peer, new Waiting(reply, allowanceBytes, now.plus(PROOF_LIMIT)));
        int pingBytes = node.ask(side, peer, new Request.Ping(), new Proof(peer), now);
        waiting.computeIfPresent(
                peer, (_, rest) -> new Waiting(rest.reply(), rest.allowanceBytes() - pingBytes, rest.until()));
    }

    private int sendShort(InetSocketAddress peer, Message.Reply reply, int allowanceBytes, Instant now) {
        Message.Reply way =
                new Message.Reply(reply.transaction(), reply.response().withoutContent(), reply.observed());
        Optional<byte[]> datagram = ReplySize.fit(way, allowanceBytes);
        datagram.ifPresent(content -> dispatch(peer, content, now));
        return datagram.map(content -> content.length).orElse(0);
    }

    private void dispatch(InetSocketAddress peer, byte[] datagram, Instant now) {
        if (budget.admits(datagram.length, now) && node.pacing().admits(peer, now)) {
            node.emit(new Output.Send(new Datagram(peer, ByteString.of(datagram))));
        }
    }

    /** Sends the short form of what has waited for proof too long. */
    void tick(Instant now) {
        for (Iterator<Map.Entry<InetSocketAddress, Waiting>> each =
                        waiting.entrySet().iterator();
                each.hasNext(); ) {
            Map.Entry<InetSocketAddress, Waiting> next = each.next();
            if (next.getValue().until().isAfter(now)) {
                return;
            }
            each.remove();
            sendShort(next.getKey(), next.getValue().reply(), next.getValue().allowanceBytes(), now);
        }
    }

    /** When {@link #tick} has something to do, {@link Instant#MAX} if never. */
    Instant nextWakeUp() {
        return waiting.isEmpty()
                ? Instant.MAX
                : waiting.values().iterator().next().until();
    }

    /** The address answered a ping, so it may have the whole reply. Only the address counts, not what it said. */
    private final class Proof implements CallListener {
        private final InetSocketAddress peer;

        Proof(InetSocketAddress peer) {
            this.peer = peer;
        }

        @Override
        public void answered(Message.Reply pong, Instant now) {
            Waiting rest = waiting.remove(peer);
            if (rest != null) {
                whole(rest.reply()).ifPresent(datagram -> dispatch(peer, datagram, now));
            }
        }

        @Override
        public void refused(Message.Failure failure, Instant now) {}

        @Override
        public void lost(Instant now) {}
    }
}
