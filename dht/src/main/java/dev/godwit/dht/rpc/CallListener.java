package dev.godwit.dht.rpc;

import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.node.Id;
import java.time.Instant;

/**
 * Who asked. Of {@code answered}, {@code refused} and {@code lost} exactly one is called, once; {@code late} and then
 * {@code overdue} may come before it.
 */
public interface CallListener {
    /** Whether a node that says it is {@code sender} can be the one that was asked; else it is a stranger. */
    default boolean accepts(Id sender) {
        return true;
    }

    /** The reply came. */
    void answered(Message.Reply reply, Instant now);

    /** The node answered with an error. */
    void refused(Message.Failure failure, Instant now);

    /** No reply within the usual time: turn to somebody else meanwhile. */
    default void late(Instant now) {}

    /** No reply within any reasonable time: do not wait for it, but it may still come. */
    default void overdue(Instant now) {}

    /** No reply, and none is expected any more. */
    void lost(Instant now);
}
