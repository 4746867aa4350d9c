package dev.godwit.transfer.receive;

import dev.godwit.transfer.receive.DownloadRequest.Target;
import dev.godwit.transfer.receive.plan.DryRunPlanner;
import dev.godwit.transfer.receive.plan.EntryPlanner;
import dev.godwit.transfer.receive.plan.OutputPlanner;
import dev.godwit.transfer.receive.plan.TreePlanner;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.fault.RetryRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The fetching part of one connection: the manifest is read and planned while streams in parallel fetch what is planned
 * and a checker reads back what is here. The first failure of more than a byte stream ends all. One thread, once.
 */
final class Session {
    /** How long the control stream may take to say why byte streams broke. */
    private static final Duration REASON_WAIT = Duration.ofMillis(500);

    private final DownloadState state;
    private final Link link;
    private final SessionContext context;
    private final EntryPlanner planner;
    private final StreamTuner streams;
    private final ManifestReader manifest;
    private final AtomicReference<@Nullable Fault> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    Session(DownloadState state, Link link) {
        this.state = state;
        this.link = link;
        this.context = new SessionContext(
                state.holdings(), link, state.request().surroundings().onConflict(), this::fail);
        this.planner = planner(context, state.request());
        this.streams = new StreamTuner(this::startStream, state, link);
        this.manifest = new ManifestReader(state, link, context.board(), planner, streams::begin);
    }

    private static EntryPlanner planner(SessionContext context, DownloadRequest request) {
        return switch (request.target()) {
            case Target.Output output -> new OutputPlanner(context, output.channel());
            case Target.Folder folder
            when request.wants().dryRun() ->
                new DryRunPlanner(
                        context.ledger(), folder.root(), request.surroundings().events());
            case Target.Folder folder ->
                new TreePlanner(
                        context,
                        folder.root(),
                        folder.record(),
                        request.aim().capability().shareId());
        };
    }

    /** Returns when every entry is settled, or ends with the fault that stopped it. */
    ManifestReader run() throws FaultException {
        Thread reading = start("manifest", manifest::read);
        Thread checking = start("check", planner::runChecks);
        Thread readingBack = start("read-back", planner::runReadBack);
        Thread tuning = start("streams", streams::run);
        boolean interrupted = join(reading);
        interrupted |= awaitSettled();
        context.board().close();
        streams.close();
        interrupted |= join(tuning);
        interrupted |= join(checking);
        interrupted |= join(readingBack);
        for (Thread stream : threads) {
            interrupted |= join(stream);
        }
        // A later session must not meet anything that still settles a file of this one.
        for (Optional<Thread> left = context.background(); left.isPresent(); left = context.background()) {
            interrupted |= join(left.get());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Fault fault = failure.get();
        if (fault != null) {
            throw reason(fault).exception();
        }
        return manifest;
    }

    private void startStream(int number) {
        Duration silence = state.request().aim().silence();
        // A pipe may have nothing to say for long; the control stream tells whether the sender lives.
        Duration limit = link.feed().extent().bytes() < 0 ? Duration.ZERO : silence;
        LastingStream stream =
                new LastingStream(context, link, state.request().wants().limit());
        threads.add(start("fetch-" + number, () -> stream.fetch(number == 0, limit)));
    }

    private Thread start(String name, SessionContext.Task task) {
        return Thread.ofPlatform().daemon().name(name).start(() -> context.guarded(task));
    }

    private void fail(Fault fault) {
        failure.compareAndSet(null, fault);
        context.board().close();
        link.giveUp(fault);
        planner.stop();
        state.ledger().wake();
    }

    private boolean awaitSettled() {
        try {
            state.ledger().awaitSettled(manifest.entries(), () -> failure.get() != null);
            return false;
        } catch (InterruptedException e) {
            fail(Fault.of(FaultCode.CANCELLED));
            return true;
        }
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
    private boolean join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                fail(Fault.of(FaultCode.CANCELLED));
            }
        }
        return interrupted;
    }
}
