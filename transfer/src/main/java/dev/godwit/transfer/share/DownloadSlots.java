package dev.godwit.transfer.share;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many may fetch a share: completed downloads and receivers that are at it share the allowed number, and a receiver
 * that comes back has its slot again. Reads no clock. Safe on every thread.
 */
final class DownloadSlots {
    private final int allowed;
    private final Instant expires;
    private final Map<PeerId, Integer> active = new HashMap<>();
    private int completed;

    DownloadSlots(int allowed, int completed, Instant expires) {
        this.allowed = allowed;
        this.completed = completed;
        this.expires = expires;
    }

    /** Lets {@code peer} in, or says why not. */
    synchronized void enter(PeerId peer, Instant now) throws FaultException {
        if (completed >= allowed) {
            throw Fault.of(FaultCode.SHARE_EXHAUSTED).exception();
        }
        if (!now.isBefore(expires)) {
            throw Fault.of(FaultCode.SHARE_EXPIRED).exception();
        }
        if (!active.containsKey(peer) && active.size() >= allowed - completed) {
            throw Fault.of(FaultCode.PEER_BUSY).exception();
        }
        active.merge(peer, 1, Integer::sum);
    }

    /** One session of {@code peer} has ended. */
    synchronized void leave(PeerId peer) {
        active.computeIfPresent(peer, (p, sessions) -> sessions == 1 ? null : sessions - 1);
    }

    /** A download is complete. */
    synchronized void complete() {
        completed++;
    }

    synchronized int completed() {
        return completed;
    }

    synchronized boolean isExhausted() {
        return completed >= allowed;
    }

    synchronized boolean isIdle() {
        return active.isEmpty();
    }

    synchronized int activePeers() {
        return active.size();
    }
}
