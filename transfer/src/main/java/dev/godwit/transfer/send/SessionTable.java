package dev.godwit.transfer.send;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.message.SessionToken;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are open, by their tokens, so that byte streams find theirs. Safe on every thread. */
final class SessionTable {
    private static final int SESSIONS_MAX = 256;

    private final Map<SessionToken, ControlSession> sessions = new ConcurrentHashMap<>();

    /** Serves {@code session} to its end. */
    void serve(ControlSession session) throws IOException {
        if (sessions.size() >= SESSIONS_MAX) {
            throw Fault.of(FaultCode.PEER_BUSY).exception();
        }
        sessions.put(session.token(), session);
        try {
            session.serve();
        } finally {
            sessions.remove(session.token());
        }
    }

    /** The session with that token, if it is {@code peer}'s own. */
    ControlSession find(SessionToken token, PeerId peer) throws FaultException {
        ControlSession session = sessions.get(token);
        if (session == null || !session.peer().equals(peer)) {
            throw ShareServer.refused();
        }
        return session;
    }
}
