package dev.godwit.transfer.receive;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.event.Parts;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Outcome;
import dev.godwit.transfer.progress.Account;
import dev.godwit.transfer.progress.Account.SenderTimes;
import dev.godwit.transfer.progress.ProgressTicker;
import dev.godwit.transfer.receive.DownloadRequest.Target;
import dev.godwit.transfer.receive.work.EntryLedger;
import dev.godwit.transfer.receive.work.Fate;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.fault.RetryRule;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One download from the first connection to the content in place: connects, agrees, fetches what is missing, puts it
 * in place, signs the receipt; and begins again with what it has when the connection is lost. One thread,
 * once.
 */
public final class Download {
    private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AFTER_LOSS = Duration.ofMinutes(2);

    private final DownloadRequest request;
    private final DownloadRequest.Surroundings around;
    private final DownloadState state;
    private final BackOff backOff = new BackOff(new SplittableRandom());
    private final long startNanos = System.nanoTime();
    private long patienceStartNanos = startNanos;
    private int connections;
    private @Nullable Result result;
    private SenderTimes senderTimes = SenderTimes.UNKNOWN;

    /** @throws FaultException when its record in the home can't be used */
    public Download(DownloadRequest request) throws FaultException {
        this.request = request;
        this.around = request.surroundings();
        this.state = new DownloadState(request);
    }

    /** What came of it, before the sender was told. */
    private record Result(
            String peer, String onlyTop, int entries, boolean isSingleFile, ContentId contentId, Parts parts) {}

    /**
     * Downloads; returns when everything that can be had is in place, or ends with the fault that a person must act on.
     *
     * @throws FaultException also when single entries could not be had, after all others are in place
     */
    public TransferEvent.Done run() throws FaultException {
        try (state) {
            while (true) {
                around.cancellation().check();
                try {
                    attempt();
                    return done();
                } catch (FaultException e) {
                    if (result != null && !mayRetry(e.fault())) {
                        // Everything is in place; only the sender could not be told.
                        return done();
                    }
                    pause(e);
                }
            }
        }
    }

    /** What could not be had; all of it is told once {@link #run} has returned. */
    public Problems problems() {
        return state.ledger().problems();
    }

    private void pause(FaultException e) throws FaultException {
        around.cancellation().check();
        if (!mayRetry(e.fault())) {
            throw e;
        }
        Duration delay = backOff.delay();
        around.events().accept(new TransferEvent.Waiting(e.fault(), delay));
        around.cancellation().sleep(delay);
    }

    private boolean mayRetry(Fault fault) {
        Duration usual = connections > 0 ? PATIENCE_AFTER_LOSS : PATIENCE_AT_FIRST;
        long patienceNanos = request.patience().orElse(usual).toNanos();
        return fault.code().retryRule() == RetryRule.BACK_OFF && System.nanoTime() - patienceStartNanos < patienceNanos;
    }

    private void attempt() throws FaultException {
        try (Link link = Link.open(request);
                Cancellation.Registration _ =
                        around.cancellation().onCancel(() -> link.fail(Fault.of(FaultCode.CANCELLED)))) {
            long openedNanos = System.nanoTime();
            long bytesBefore = state.tally().transferredBytes();
            connected(link);
            try {
                download(link);
            } catch (FaultException e) {
                link.fail(e.fault());
                throw e;
            } finally {
                sessionEnded(openedNanos, bytesBefore);
            }
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw Fault.of(FaultCode.CONNECTION_LOST, String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    /** A session that got on is a fresh start; one that did not takes no patience, and gives none. */
    private void sessionEnded(long openedNanos, long bytesBefore) {
        long now = System.nanoTime();
        if (state.tally().transferredBytes() > bytesBefore) {
            patienceStartNanos = now;
            backOff.reset();
        } else {
            patienceStartNanos += now - openedNanos;
        }
    }

    private void connected(Link link) {
        connections++;
        around.events()
                .accept(new TransferEvent.Connected(
                        link.peer().toString(),
                        link.route().kind().label(),
                        link.route().remoteText()));
    }

    private void download(Link link) throws IOException {
        Result known = result;
        if (known == null) {
            known = fetch(link);
            result = known;
        }
        if (isWorthTelling()) {
            tellComplete(link, known);
        } else {
            // The share stays open: the sender learns why without waiting for its end.
            link.fail(problems().count() > 0 ? problems().list().getFirst().fault() : Fault.of(FaultCode.DECLINED));
        }
    }

    private Result fetch(Link link) throws FaultException {
        try (ProgressTicker _ = new ProgressTicker(state.tally(), () -> scope(link), around.events())) {
            ManifestReader manifest = new Session(state, link).run();
            state.force();
            return new Result(
                    link.peer().toString(),
                    manifest.onlyTop(),
                    manifest.entries(),
                    manifest.isSingleFile(),
                    manifest.contentId(),
                    state.ledger().parts());
        }
    }

    private ProgressTicker.Scope scope(Link link) {
        EntryFeed.Extent extent = link.feed().extent();
        return new ProgressTicker.Scope(
                extent.bytes() < 0
                        ? extent.bytes()
                        : extent.bytes() - state.ledger().leftOutBytes(),
                extent.entries(),
                1,
                link.route().kind().label());
    }

    /** A download of which nothing is wanted, or to which this side said no, is not complete. */
    private boolean isWorthTelling() {
        EntryLedger ledger = state.ledger();
        boolean isEmpty = ledger.count(Fate.RECEIVED) + ledger.count(Fate.HERE) == 0 && ledger.count(Fate.OPEN) == 0;
        return !request.wants().dryRun() && !ledger.isHeldUpHere() && !isEmpty;
    }

    private void tellComplete(Link link, Result known) throws IOException {
        long now = Instant.now().getEpochSecond();
        Receipt receipt = new Receipt(
                link.peer(),
                request.identity().peerId(),
                request.aim().capability().shareId(),
                known.contentId,
                now,
                known.parts.whole());
        byte[] signature = request.identity().sign(receipt.signedBytes());
        Message.Completed told =
                link.complete(new Message.Complete(known.parts.whole(), known.contentId, now, signature));
        senderTimes = new SenderTimes(told.sourceNanos(), told.cpuNanos(), told.networkNanos());
    }

    private TransferEvent.Done done() throws FaultException {
        Result known = Objects.requireNonNull(result);
        if (isWorthTelling() && !state.ledger().isWorthAnotherRun()) {
            state.forget();
        }
        throwOnly(known);
        double seconds = (System.nanoTime() - startNanos - state.deliberationNanos()) / 1e9;
        // Only its content tells how long a pipe was.
        long bytes =
                known.isSingleFile ? known.contentId.length() : state.ledger().bytesInPlace();
        Statistics statistics = new Account(state.tally())
                .ofReceiver(seconds, state.keptBytes(), Math.max(0, connections - 1), senderTimes);
        return new TransferEvent.Done(
                known.peer,
                bytes,
                known.parts.entries(),
                known.contentId,
                path(known),
                outcome(),
                known.parts,
                statistics);
    }

    /** A share of one file that could not be had is a failure like any other. */
    private void throwOnly(Result known) throws FaultException {
        if (known.entries == 1 && problems().count() == 1) {
            throw problems().list().getFirst().fault().exception();
        }
    }

    private @Nullable String path(Result known) {
        return switch (request.target()) {
            case Target.Output _ -> null;
            case Target.Folder folder ->
                known.isSingleFile
                        ? state.place()
                        : folder.root().directory().resolve(known.onlyTop).toString();
        };
    }

    private Outcome outcome() {
        EntryLedger ledger = state.ledger();
        if (ledger.count(Fate.RECEIVED) > 0) {
            return state.tally().transferredBytes() == 0 && ledger.count(Fate.HERE) > 0
                    ? Outcome.ALREADY_THERE
                    : Outcome.TRANSFERRED;
        }
        if (ledger.count(Fate.HERE) > 0) {
            return Outcome.ALREADY_THERE;
        }
        if (request.wants().dryRun()) {
            return Outcome.PLANNED;
        }
        return request.wants().selection().isPresent() ? Outcome.UNSELECTED : Outcome.SKIPPED;
    }
}
