package dev.godwit.transfer.share;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many may fetch a share: completed downloads and receivers that are at it share the allowed number, and a receiver
 * that comes back has its slot again. Who could not have everything, for no fault of its own, may come back for the rest.
 * Reads no clock. Safe on every thread.
 */
final class DownloadSlots {
    private final int allowed;
    private final Instant expires;
    private final Map<PeerId, Integer> active = new HashMap<>();
    /** Receivers that were told of an entry that could not be sent. */
    private final Set<PeerId> lacking = new HashSet<>();
    /** Those of them that have all the rest. */
    private final Set<PeerId> servedInPart = new HashSet<>();

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
        if (!active.containsKey(peer) && !servedInPart.contains(peer) && places() >= allowed - completed) {
            throw Fault.of(FaultCode.PEER_BUSY).exception();
        }
        active.merge(peer, 1, Integer::sum);
    }

    private int places() {
        Set<PeerId> peers = new HashSet<>(servedInPart);
        peers.addAll(active.keySet());
        return peers.size();
    }

    /** One session of {@code peer} has ended. */
    synchronized void leave(PeerId peer) {
        active.computeIfPresent(peer, (p, sessions) -> sessions == 1 ? null : sessions - 1);
    }

    /** An entry could not be sent to {@code peer}. */
    synchronized void lacks(PeerId peer) {
        lacking.add(peer);
    }

    /** Whether {@code peer}, which has all it could have, may come back for the rest; if so it keeps its slot. */
    synchronized boolean serveInPart(PeerId peer) {
        if (lacking.contains(peer)) {
            servedInPart.add(peer);
        }
        return lacking.contains(peer);
    }

    /** The download of {@code peer} is complete. */
    synchronized void complete(PeerId peer) {
        lacking.remove(peer);
        servedInPart.remove(peer);
        completed++;
    }

    synchronized int completed() {
        return completed;
    }

    synchronized boolean isExhausted() {
        return completed >= allowed;
    }

    /** Whether each download that is allowed has come to an end, if only in part. */
    synchronized boolean isServed() {
        return completed + servedInPart.size() >= allowed;
    }

    synchronized boolean isIdle() {
        return active.isEmpty();
    }

    synchronized int activePeers() {
        return active.size();
    }
}
