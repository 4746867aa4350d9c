package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Id;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One datagram. BEP 5, "KRPC Protocol". */
public sealed interface Message {
    /** A longer transaction id is refused: it comes back in the reply, which the sender of the query pays for. */
    int TRANSACTION_BYTES_MAX = 32;

    /** What joins a reply to its query, chosen by the querying node. */
    ByteString transaction();

    /**
     * A question.
     *
     * @param sender the id of the querying node
     * @param readOnly that the querying node answers nothing and belongs in no table. BEP 43
     */
    record Query(ByteString transaction, Id sender, Request request, boolean readOnly) implements Message {}

    /**
     * The answer to a query.
     *
     * @param observed the querying node's address as the answering one saw it. BEP 42
     */
    record Reply(ByteString transaction, Response response, Optional<InetSocketAddress> observed) implements Message {}

    /**
     * That a query was not done.
     *
     * @param code one of {@link ErrorCode} or another
     * @param text for a person; from a peer, so it may hold anything
     */
    record Failure(ByteString transaction, int code, String text) implements Message {
        /** The failure {@code code} with its usual text. */
        public static Failure of(ByteString transaction, ErrorCode code) {
            return new Failure(transaction, code.number(), code.text());
        }
    }
}
