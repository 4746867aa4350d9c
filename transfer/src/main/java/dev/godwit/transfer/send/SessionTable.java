package dev.godwit.transfer.send;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.message.SessionToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sessions that are open, by their tokens, so that byte streams find theirs. Safe on every thread. PROTOCOL.md §4.3. */
final class SessionTable {
    /** Each has a place for one byte stream: see {@link StreamPool}. */
    static final int SESSIONS_MAX = 48;

    /** A receiver that was lost may come back before that is noticed, and may fetch a share to several places. */
    static final int OF_ONE_RECEIVER_MAX = 4;

    private final Map<SessionToken, ControlSession> sessions = new LinkedHashMap<>();

    /** Serves {@code session} to its end. */
    void serve(ControlSession session) throws IOException {
        add(session);
        try {
            session.serve();
        } finally {
            remove(session);
        }
    }

    private synchronized void add(ControlSession session) throws FaultException {
        List<ControlSession> earlier = sessions.values().stream()
                .filter(other -> other.peer().equals(session.peer()) && other.share() == session.share())
                .toList();
        boolean isOneTooMany = earlier.size() >= OF_ONE_RECEIVER_MAX;
        if (isOneTooMany) {
            sessions.remove(earlier.getFirst().token());
            // Whoever is gone is slow to be told so.
            Thread.ofVirtual().name("supersede").start(earlier.getFirst()::supersede);
        }
        if (sessions.size() >= SESSIONS_MAX) {
            throw Fault.of(FaultCode.PEER_BUSY).exception();
        }
        sessions.put(session.token(), session);
    }

    private synchronized void remove(ControlSession session) {
        sessions.remove(session.token());
    }

    /** The session with that token, if it is {@code peer}'s own. */
    synchronized ControlSession find(SessionToken token, PeerId peer) throws FaultException {
        ControlSession session = sessions.get(token);
        if (session == null || !session.peer().equals(peer)) {
            throw ShareServer.refused();
        }
        return session;
    }
}
