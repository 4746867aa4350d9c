package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.ByteString;
import java.util.Optional;

/** A datagram is no message. */
public final class KrpcException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Optional<Message.Failure> answer;

    private KrpcException(String message, Optional<Message.Failure> answer) {
        super(message);
        this.answer = answer;
    }

    /** Nothing that deserves an answer. */
    static KrpcException noise(String message) {
        return new KrpcException(message, Optional.empty());
    }

    /** A query that cannot be read; its transaction is known. */
    static KrpcException badQuery(ByteString transaction, ErrorCode code, String message) {
        return new KrpcException(message, Optional.of(Message.Failure.of(transaction, code)));
    }

    /** What to tell the sender, if anything. */
    public Optional<Message.Failure> answer() {
        return answer;
    }
}
