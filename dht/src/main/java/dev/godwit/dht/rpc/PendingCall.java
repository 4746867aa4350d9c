package dev.godwit.dht.rpc;

import java.net.InetSocketAddress;
import java.time.Instant;

/** A query under way. */
final class PendingCall {
    /** How long it has taken so far. */
    enum Patience {
        USUAL,
        LATE,
        OVERDUE
    }

    private final InetSocketAddress peer;
    private final CallListener listener;
    private final Instant sentAt;
    private Patience patience = Patience.USUAL;

    PendingCall(InetSocketAddress peer, CallListener listener, Instant sentAt) {
        this.peer = peer;
        this.listener = listener;
        this.sentAt = sentAt;
    }

    InetSocketAddress peer() {
        return peer;
    }

    CallListener listener() {
        return listener;
    }

    Instant sentAt() {
        return sentAt;
    }

    Patience patience() {
        return patience;
    }

    void hasTaken(Patience longer) {
        patience = longer;
    }
}
