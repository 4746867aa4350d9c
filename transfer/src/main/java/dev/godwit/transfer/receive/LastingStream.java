package dev.godwit.transfer.receive;

import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.fetch.Fetcher;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.fault.RetryRule;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A byte stream of a session that is opened again when it is lost: what breaks it alone is no reason to end the others. One
 * thread, once. PROTOCOL.md §4.3.
 */
final class LastingStream {
    /** So often in a row, with no answer in between, it is opened in vain. */
    private static final int LOSSES_MAX = 4;

    /** How soon a pause is over when the session is. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final SessionContext context;
    private final Link link;
    private final RateLimit limit;
    private final BackOff backOff = new BackOff(new SplittableRandom());
    private int losses;

    /** @param limit how fast it may come */
    LastingStream(SessionContext context, Link link, RateLimit limit) {
        this.context = context;
        this.link = link;
        this.limit = limit;
    }

    /**
     * Fetches until nothing is left, or the session is over.
     *
     * @param needed whether the session can not go on without it
     * @param silence how long the sender may say nothing on it
     * @throws FaultException what ends the session
     */
    void fetch(boolean needed, Duration silence) throws FaultException {
        Optional<Fault> loss = fetchOnce(silence);
        while (loss.isPresent() && !context.board().isClosed()) {
            boolean hopeless = losses > LOSSES_MAX || (loss.get().code() == FaultCode.PEER_BUSY && !needed);
            if (hopeless && needed) {
                throw loss.get().exception();
            }
            if (hopeless) {
                return;
            }
            pause(backOff.delay());
            loss = fetchOnce(silence);
        }
    }

    /** Fetches over one stream; what it was lost by, once others may fetch what it had asked for. */
    private Optional<Fault> fetchOnce(Duration silence) throws FaultException {
        Fetcher fetcher = new Fetcher(context, limit);
        Fault fault;
        try {
            fetcher.fetch(silence);
            return Optional.empty();
        } catch (FaultException e) {
            if (e.fault().code().retryRule() != RetryRule.BACK_OFF) {
                throw e;
            }
            fault = e.fault();
        } catch (IOException e) {
            fault = Fault.of(FaultCode.CONNECTION_LOST, String.valueOf(e.getMessage()));
        }
        fetcher.giveBack();
        if (fetcher.hasAnswers()) {
            losses = 0;
            backOff.reset();
        }
        losses++;
        return Optional.of(fault);
    }

    /** Without its control stream no byte stream can go on. */
    private void pause(Duration delay) throws FaultException {
        long endNanos = System.nanoTime() + delay.toNanos();
        while (System.nanoTime() < endNanos && !context.board().isClosed()) {
            Optional<Fault> end = link.awaitFault(LOOK);
            if (end.isPresent()) {
                throw end.get().exception();
            }
        }
    }
}
