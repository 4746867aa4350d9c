package dev.godwit.dht.engine;

import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageWriter;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.node.Family;
import java.util.List;
import java.util.Optional;

/** Makes replies fit: first peers go, then the farthest nodes, in the end the word on the asking node's address. */
final class ReplySize {
    /** BEP 32: no reply of nodes and peers is longer. */
    static final int BYTES_MAX = 1_024;

    /**
     * A value of 1,000 bytes with key, signature and token does not fit in 1,024, yet BEP 44 has it stored: replies with an
     * item may fill a packet that every IPv6 link carries, 1,280 bytes less two headers (RFC 8200 §5).
     */
    static final int ITEM_BYTES_MAX = 1_232;

    private ReplySize() {}

    /** The longest that a reply with this response may be. */
    static int bytesMax(Response response) {
        return response.item().isPresent() ? ITEM_BYTES_MAX : BYTES_MAX;
    }

    /** The datagram of {@code reply} with at most {@code bytesMax} bytes; empty when even its core does not fit. */
    static Optional<byte[]> fit(Message.Reply reply, int bytesMax) {
        Message.Reply fitting = reply;
        byte[] datagram = MessageWriter.write(fitting);
        while (datagram.length > bytesMax) {
            Optional<Message.Reply> shorter = shorten(fitting, datagram.length - bytesMax);
            if (shorter.isEmpty()) {
                return Optional.empty();
            }
            fitting = shorter.get();
            datagram = MessageWriter.write(fitting);
        }
        return Optional.of(datagram);
    }

    private static Optional<Message.Reply> shorten(Message.Reply reply, int excessBytes) {
        Optional<Response> shorter = shorten(reply.response(), excessBytes);
        if (shorter.isPresent()) {
            return Optional.of(new Message.Reply(reply.transaction(), shorter.get(), reply.observed()));
        }
        return reply.observed().map(_ -> new Message.Reply(reply.transaction(), reply.response(), Optional.empty()));
    }

    private static Optional<Response> shorten(Response response, int excessBytes) {
        if (!response.peers().isEmpty()) {
            // A peer costs its length and two characters of a prefix at least.
            int each = Family.of(response.peers().getFirst()).peerBytes() + 2;
            return Optional.of(response.withPeers(without(response.peers(), excessBytes, each)));
        }
        if (!response.nodes().isEmpty()) {
            int each = response.nodes().getLast().family().contactBytes();
            return Optional.of(response.withNodes(without(response.nodes(), excessBytes, each)));
        }
        return Optional.empty();
    }

    private static <T> List<T> without(List<T> list, int excessBytes, int eachBytes) {
        int excess = Math.ceilDiv(excessBytes, eachBytes);
        return list.subList(0, Math.max(0, list.size() - excess));
    }
}
