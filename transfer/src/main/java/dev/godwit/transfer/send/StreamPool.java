package dev.godwit.transfer.send;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.SessionToken;
import java.util.HashMap;
import java.util.Map;

/**
 * The places for byte streams: each session has one of its own, further ones come from what all share, so nobody who takes
 * many keeps another from its first. Pure. Safe on every thread. PROTOCOL.md §4.3.
 */
final class StreamPool {
    /** With {@link SessionTable#SESSIONS_MAX} this bounds the buffers outside of the heap: ARCHITECTURE.md. */
    static final int FURTHER_MAX = 16;

    static final int OF_ONE_SESSION_MAX = 16;

    private final Map<SessionToken, Integer> streams = new HashMap<>();
    private int further;

    /** Takes a place for a stream of {@code session}, until {@link #leave}. */
    synchronized void enter(SessionToken session) throws FaultException {
        int open = streams.getOrDefault(session, 0);
        if (open >= OF_ONE_SESSION_MAX || (open > 0 && further >= FURTHER_MAX)) {
            throw Fault.of(FaultCode.PEER_BUSY).exception();
        }
        streams.put(session, open + 1);
        further += open > 0 ? 1 : 0;
    }

    /** A stream of {@code session} has ended. */
    synchronized void leave(SessionToken session) {
        int left = streams.getOrDefault(session, 0) - 1;
        if (left > 0) {
            streams.put(session, left);
            further--;
        } else {
            streams.remove(session);
        }
    }
}
