package dev.godwit.node.finding;

import dev.godwit.network.route.RouteRace;
import dev.godwit.node.finding.CodeApproach.Claimed;
import dev.godwit.transfer.pairing.CodeClaim;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.fault.RetryRule;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks whoever is found in one race to prove a code: one try with each peer, however many ways lead to it. Safe on every
 * thread; closing ends all attempts but the one that has succeeded.
 */
final class Asking implements RouteRace.Attempt<Claimed>, AutoCloseable {
    /** How long a peer may take for its hello, however slowly its bytes come. */
    private static final Duration GREETING_LIMIT = Duration.ofSeconds(10);

    private final Way way;
    private final CodeClaim claim;
    private final Map<PeerId, Turn> turns = new ConcurrentHashMap<>();
    private final Cancellation attempts = new Cancellation();
    private final AtomicInteger confirmed = new AtomicInteger();

    Asking(Way way, CodeClaim claim) {
        this.way = way;
        this.claim = claim;
    }

    /** The one try of a peer. */
    private final class Turn implements CodeClaim.Steps {
        private final Semaphore free = new Semaphore(1);
        private volatile boolean isSpent;
        private boolean isConfirmed;

        @Override
        public void showing() {
            isSpent = true;
        }

        @Override
        public void confirmed() {
            isConfirmed = true;
            confirmed.incrementAndGet();
        }

        private void failed(FaultException e) {
            if (e.fault().code().retryRule() == RetryRule.NEVER) {
                isSpent = true;
            }
            if (isConfirmed) {
                confirmed.decrementAndGet();
            }
        }
    }

    /** Whether somebody has proven the code, and people may be comparing words. */
    boolean isConfirmed() {
        return confirmed.get() > 0;
    }

    @Override
    public Claimed at(InetSocketAddress address) throws IOException {
        while (true) {
            attempts.check();
            ByteStream stream = way.dialer().dial(Optional.empty(), address);
            Turn turn = turns.computeIfAbsent(stream.peer(), _ -> new Turn());
            if (turn.free.tryAcquire()) {
                try {
                    return ask(stream, turn);
                } finally {
                    turn.free.release();
                }
            }
            // Another way to this peer was first: this one is needed only if that one breaks before the proof was
            // shown.
            stream.close();
            turn.free.acquireUninterruptibly();
            turn.free.release();
        }
    }

    private Claimed ask(ByteStream stream, Turn turn) throws IOException {
        if (turn.isSpent) {
            stream.close();
            throw new RouteRace.RedundantException();
        }
        try (Cancellation.Registration _ = attempts.onCancel(stream::close)) {
            stream.deadline(GREETING_LIMIT);
            MessageChannel channel = Handshake.greeted(stream, way.silence(), way.cancellation());
            try {
                return new Claimed(channel, claim.over(channel, turn));
            } catch (FaultException e) {
                channel.fail(e.fault());
                throw e;
            }
        } catch (FaultException e) {
            turn.failed(e);
            throw e;
        }
    }

    @Override
    public void close() {
        attempts.cancel();
    }
}
