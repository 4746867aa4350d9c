package dev.godwit.transfer.receive;

import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Outcome;
import dev.godwit.transfer.progress.ProgressTicker;
import dev.godwit.transfer.progress.Tally;
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
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One download from the first connection to the content in place: connects, agrees, fetches what is missing, compares the
 * root, puts it in place, signs the receipt; and begins again with what it has when the connection is lost. One thread,
 * once.
 */
public final class Download {
    private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AFTER_LOSS = Duration.ofMinutes(2);

    private final DownloadRequest request;
    private final DownloadRequest.Surroundings around;
    private final Tally tally = new Tally();
    private final BackOff backOff = new BackOff(new SplittableRandom());
    private final long startNanos = System.nanoTime();
    private long patienceStartNanos = startNanos;
    private boolean wasConnected;
    private @Nullable Entry entry;
    private @Nullable Destination destination;
    private @Nullable WorkQueue work;
    private TransferEvent.@Nullable Done result;

    public Download(DownloadRequest request) {
        this.request = request;
        this.around = request.surroundings();
    }

    /** Downloads; returns when the content is in place, or ends with the fault that a person must act on. */
    public TransferEvent.Done run() throws FaultException {
        try {
            while (true) {
                around.cancellation().check();
                try {
                    return attempt();
                } catch (FaultException e) {
                    if (result != null && !mayRetry(e.fault())) {
                        // Everything is in place; only the sender could not be told.
                        return result;
                    }
                    pause(e);
                }
            }
        } finally {
            if (destination != null) {
                destination.close();
            }
        }
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
        Duration usual = wasConnected ? PATIENCE_AFTER_LOSS : PATIENCE_AT_FIRST;
        long patienceNanos = request.patience().orElse(usual).toNanos();
        return fault.code().retryRule() == RetryRule.BACK_OFF && System.nanoTime() - patienceStartNanos < patienceNanos;
    }

    private TransferEvent.Done attempt() throws FaultException {
        try (Link link = Link.open(around.dialer(), request.aim(), around.cancellation());
                Cancellation.Registration _ =
                        around.cancellation().onCancel(() -> link.fail(Fault.of(FaultCode.CANCELLED)))) {
            long openedNanos = System.nanoTime();
            long bytesBefore = tally.verifiedBytes();
            connected(link);
            try {
                return download(link);
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
        if (tally.verifiedBytes() > bytesBefore) {
            patienceStartNanos = now;
            backOff.reset();
        } else {
            patienceStartNanos += now - openedNanos;
        }
    }

    private void connected(Link link) throws FaultException {
        wasConnected = true;
        around.events()
                .accept(new TransferEvent.Connected(
                        link.peer().toString(),
                        link.route().kind().label(),
                        link.route().remoteText()));
        Entry offered = link.entry();
        if (entry != null && !entry.equals(offered)) {
            throw Fault.of(FaultCode.SOURCE_CHANGED, entry.name()).exception();
        }
        entry = offered;
    }

    private TransferEvent.Done download(Link link) throws IOException {
        if (result == null) {
            Optional<TransferEvent.Done> settled = destination == null ? prepare(link) : Optional.empty();
            result = settled.isPresent() ? settled.get() : fetch(link);
        }
        if (result.outcome() != Outcome.SKIPPED) {
            tellComplete(link, result.contentId());
        }
        return result;
    }

    /** Agrees with the person and the disk; the result, if nothing needs to be fetched. */
    private Optional<TransferEvent.Done> prepare(Link link) throws IOException {
        Entry offered = link.entry();
        return switch (request.target()) {
            case DownloadRequest.Target.Output output -> {
                agree(offered, 0);
                begin(new OutputDestination(output.channel(), offered), offered);
                yield Optional.empty();
            }
            case DownloadRequest.Target.File file -> prepareFile(link, offered, file);
        };
    }

    private Optional<TransferEvent.Done> prepareFile(Link link, Entry offered, DownloadRequest.Target.File file)
            throws IOException {
        PieceJournal.Header header = new PieceJournal.Header(
                JournalKey.of(request.aim().capability().shareId(), offered), offered.pieceSize(), offered.length());
        Placement placement = new Placement(file.root(), around.onConflict());
        Optional<FileDestination> earlier = FileDestination.resume(file.root(), offered, header, file.record());
        try {
            long bytesHere = earlier.map(FileDestination::claimedBytes).orElse(0L);
            agree(offered, bytesHere);
            return switch (placement.decide(offered, link)) {
                case Placement.Decision.AlreadyThere there -> {
                    if (earlier.isPresent()) {
                        earlier.get().discard();
                    } else {
                        file.record().forget();
                    }
                    yield Optional.of(done(there.contentId(), there.path(), Outcome.ALREADY_THERE));
                }
                case Placement.Decision.Skip skip ->
                    Optional.of(done(new ContentId(0, Hash.ZERO), skip.path(), Outcome.SKIPPED));
                case Placement.Decision.Fetch fetch -> {
                    placement.checkSpace(offered, bytesHere);
                    FileDestination chosen = earlier.isPresent()
                            ? earlier.get()
                            : FileDestination.begin(file.root(), offered, header, file.record());
                    chosen.target(fetch.target());
                    begin(chosen, offered);
                    yield Optional.empty();
                }
            };
        } finally {
            if (destination == null) {
                earlier.ifPresent(FileDestination::close);
            }
        }
    }

    private void agree(Entry offered, long bytesHere) throws FaultException {
        TransferEvent.Manifest manifest = new TransferEvent.Manifest(offered.name(), 1, offered.length(), bytesHere);
        around.events().accept(manifest);
        if (!around.consent().test(manifest)) {
            throw Fault.of(FaultCode.DECLINED).exception();
        }
    }

    private void begin(Destination chosen, Entry offered) {
        PiecePlan plan = new PiecePlan(
                offered.hasLength() ? offered.pieceSize().count(offered.length()) : PiecePlan.UNKNOWN_COUNT);
        for (long piece : chosen.claimed()) {
            plan.claim(piece);
            tally.verified(chosen.lengthOf(piece));
        }
        destination = chosen;
        work = new WorkQueue(plan);
    }

    private TransferEvent.Done fetch(Link link) throws IOException {
        Destination to = Objects.requireNonNull(destination);
        Session session = new Session(
                link, Objects.requireNonNull(work), to, tally, request.aim().silence());
        try (ProgressTicker _ = new ProgressTicker(
                tally,
                () -> new ProgressTicker.Scope(
                        link.entry().length(), 1, link.route().kind().label()),
                around.events())) {
            session.fetchAll();
        }
        ContentId theirs = link.root();
        if (!theirs.equals(to.contentId())) {
            throw Fault.of(FaultCode.INTEGRITY, link.entry().name() + ", root of the whole")
                    .exception();
        }
        return done(theirs, to.finish(), Outcome.TRANSFERRED);
    }

    private void tellComplete(Link link, ContentId contentId) throws IOException {
        long now = Instant.now().getEpochSecond();
        Receipt receipt = new Receipt(
                link.peer(),
                request.identity().peerId(),
                request.aim().capability().shareId(),
                contentId,
                now);
        link.complete(new Message.Complete(contentId, now, request.identity().sign(receipt.signedBytes())));
    }

    private TransferEvent.Done done(ContentId contentId, @Nullable String path, Outcome outcome) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return new TransferEvent.Done(
                contentId.length(), 1, seconds, contentId, path, tally.transferredBytes(), outcome);
    }
}
