package dev.godwit.transfer.receive;

import dev.godwit.transfer.progress.Tally;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.fault.RetryRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The fetching part of one connection: streams in parallel until every piece is done, while what an earlier run claims to
 * have is read back beside them. The first failure ends all. One thread, once.
 */
final class Session {
    /** How long the control stream may take to say why byte streams broke. */
    private static final Duration REASON_WAIT = Duration.ofMillis(500);

    /** Below this many missing pieces a further stream costs more time than it saves. */
    private static final long PIECES_PER_STREAM = 8;

    private final Link link;
    private final WorkQueue work;
    private final Destination destination;
    private final Tally tally;
    private final Duration silence;
    private final AtomicReference<@Nullable Fault> failure = new AtomicReference<>();

    Session(Link link, WorkQueue work, Destination destination, Tally tally, Duration silence) {
        this.link = link;
        this.work = work;
        this.destination = destination;
        this.tally = tally;
        this.silence = silence;
    }

    /** Fetches every piece that is not here, or ends with the fault that stopped it. */
    void fetchAll() throws FaultException {
        long missing = work.open();
        long streams = Math.clamp(missing / PIECES_PER_STREAM, 1, destination.streamsMax());
        List<Thread> threads = new ArrayList<>();
        threads.add(start("read-back", this::readBack));
        for (int i = 0; i < streams; i++) {
            threads.add(start("fetch-" + i, () -> new PieceFetcher(link, work, destination, tally).fetch(silence)));
        }
        threads.forEach(this::join);
        Fault fault = failure.get();
        if (fault != null) {
            throw reason(fault).exception();
        }
    }

    private void readBack() throws FaultException {
        OptionalLong claim = work.firstClaim();
        while (claim.isPresent()) {
            long piece = claim.getAsLong();
            if (destination.verifies(piece)) {
                work.done(piece);
            } else {
                tally.verified(-destination.lengthOf(piece));
                work.refute(piece);
            }
            claim = work.firstClaim();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private Thread start(String name, Task task) {
        return Thread.ofVirtual().name(name).start(() -> {
            try {
                task.run();
            } catch (FaultException e) {
                fail(e.fault());
            } catch (IOException e) {
                fail(Fault.of(FaultCode.CONNECTION_LOST, String.valueOf(e.getMessage())));
            } catch (RuntimeException | Error e) {
                fail(Fault.of(FaultCode.UNEXPECTED, e.toString()));
            }
        });
    }

    private void fail(Fault fault) {
        failure.compareAndSet(null, fault);
        work.close();
        link.closeByteStreams();
    }

    /** A byte stream that breaks knows less than the control stream, which may be about to say why. */
    private Fault reason(Fault fault) {
        // A sender that has just ended the session does not know the token of a stream that comes too late.
        boolean late = fault.code() == FaultCode.REFUSED;
        if (fault.code().retryRule() == RetryRule.NEVER && !late) {
            return fault;
        }
        Fault own = late ? Fault.of(FaultCode.CONNECTION_LOST, "the sender has ended the session") : fault;
        return link.awaitFault(REASON_WAIT).orElse(own);
    }

    /** An interrupt is a wish to stop, but nobody may go on while the others still write. */
    private void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                fail(Fault.of(FaultCode.CANCELLED));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
