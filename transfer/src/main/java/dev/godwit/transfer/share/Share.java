package dev.godwit.transfer.share;

import dev.godwit.transfer.progress.Tally;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.message.Receipt;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Content on offer, with its rule of who may fetch how often and until when. It ends when the allowed downloads are
 * complete, when it expires with nobody at it, or with a fault of its source. Safe on every thread.
 */
public final class Share {
    /** A wall clock may jump while this waits: it is looked at again at least this often. */
    private static final long LOOK_MILLIS = 1_000;

    private final ShareId id;
    private final SharedContent content;
    private final DownloadSlots slots;
    private final Terms terms;
    private final ShareLedger ledger;
    private final Tally tally = new Tally();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Fault failure;

    /**
     * Who may fetch, how often, until when.
     *
     * @param downloads how many downloads may complete
     * @param completed how many have, in earlier runs
     * @param expires from when on nobody may begin
     * @param clock what the expiry is held against
     */
    public record Terms(int downloads, int completed, Instant expires, Clock clock) {}

    /** Offers {@code content} on these terms; the ledger remembers what must survive a restart. */
    public Share(ShareId id, SharedContent content, Terms terms, ShareLedger ledger) {
        this.id = id;
        this.content = content;
        this.terms = terms;
        this.ledger = ledger;
        this.slots = new DownloadSlots(terms.downloads, terms.completed, terms.expires);
    }

    /** The public id. */
    public ShareId id() {
        return id;
    }

    /** What is offered. */
    public SharedContent content() {
        return content;
    }

    /** The counters of all receivers together, in this run. */
    public Tally tally() {
        return tally;
    }

    /** Receivers that are at it now. */
    public int receivers() {
        return slots.activePeers();
    }

    /** Lets {@code peer} begin or go on, until {@link #leave}. */
    public void enter(PeerId peer) throws FaultException {
        slots.enter(peer, terms.clock.instant());
    }

    /** The session of {@code peer} has ended. */
    public void leave(PeerId peer) {
        slots.leave(peer);
        signal();
    }

    /** An entry could not be sent to {@code peer}: without it, its download does not count. */
    public void lacks(PeerId peer) {
        slots.lacks(peer);
    }

    /** A receiver has all it can have: its download counts, durably, unless the sender is why that is not everything. */
    public void complete(Receipt receipt, byte[] signature) throws IOException {
        if (!content.isAllListed()) {
            // What the scan could not get at is in no manifest: the receiver does not know what it lacks.
            slots.lacks(receipt.receiver());
        }
        if ((receipt.whole() && content.isAllListed()) || !slots.serveInPart(receipt.receiver())) {
            ledger.downloadCompleted(receipt, signature);
            slots.complete(receipt.receiver());
        }
        signal();
    }

    /** Ends the share for everybody: its source can't be read as it was offered. */
    public void fail(Fault fault) {
        lock.lock();
        try {
            failure = fault;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why the share ended for everybody, if its source failed. */
    public Optional<Fault> failure() {
        lock.lock();
        try {
            return Optional.ofNullable(failure);
        } finally {
            lock.unlock();
        }
    }

    /** How a share ends by itself. */
    public enum End {
        /** All allowed downloads are complete. */
        COMPLETE,
        /** Each receiver has what could be sent, and one at least not everything. */
        INCOMPLETE,
        /** Its time was over before that. */
        EXPIRED
    }

    /**
     * Waits until the share has ended.
     *
     * @throws FaultException when its source failed
     */
    public End awaitEnd() throws FaultException, InterruptedException {
        lock.lock();
        try {
            while (failure == null) {
                checkNotEmpty();
                if (slots.isServed() && slots.isIdle()) {
                    return slots.isExhausted() ? End.COMPLETE : End.INCOMPLETE;
                }
                Duration left = Duration.between(terms.clock.instant(), terms.expires);
                boolean expired = !left.isPositive();
                if (expired && slots.isIdle()) {
                    return End.EXPIRED;
                }
                long millis = expired ? LOOK_MILLIS : Math.min(left.toMillis() + 1, LOOK_MILLIS);
                boolean _ = changed.await(millis, TimeUnit.MILLISECONDS);
            }
            throw failure.exception();
        } finally {
            lock.unlock();
        }
    }

    private void checkNotEmpty() throws FaultException {
        Listing listing = content.listing();
        if (listing.isComplete() && listing.size() == 0) {
            String reason = content.problems().list().stream()
                    .findFirst()
                    .map(problem -> ": " + problem.fault().message())
                    .orElse("");
            failure = Fault.of(FaultCode.USAGE, "There is nothing to send" + reason);
            throw failure.exception();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
