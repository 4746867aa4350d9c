package dev.godwit.transfer.receive;

import dev.godwit.content.manifest.Entry;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The manifest on its way from the control stream to whoever plans with it: no more entries than were asked for, in their
 * order. One thread puts, one takes. PROTOCOL.md §7.2.
 */
final class EntryFeed {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private int next;
    private int below = Limits.LIST_WINDOW;
    private int entries;
    private long bytes;
    private boolean scanned;
    private boolean ended;
    private long sum;
    private @Nullable FaultException failure;

    /**
     * How much the sender offers, as far as it is known.
     *
     * @param entries how many
     * @param bytes their length together, -1 with a pipe among them
     * @param complete whether that is all
     */
    record Extent(int entries, long bytes, boolean complete) {}

    /** Entries came. */
    void put(Message.Entries message) throws FaultException {
        lock.lock();
        try {
            if (ended
                    || message.firstIndex() != next
                    || next + message.entries().size() > below) {
                throw violation();
            }
            next += message.entries().size();
            entries = Math.max(entries, next);
            waiting.addAll(message.entries());
            for (Entry entry : message.entries()) {
                if (entry instanceof Entry.File file) {
                    add(file);
                }
            }
            bytes = sum < 0 || bytes < 0 ? Entry.UNKNOWN_LENGTH : Math.max(sum, bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(Entry.File file) throws FaultException {
        sum = file.hasLength() && sum >= 0 ? sum + file.length() : Entry.UNKNOWN_LENGTH;
        if (sum > Limits.SHARE_BYTES_MAX) {
            throw violation();
        }
    }

    /** The sender says how far its scan is. */
    void extent(Message.Listing message) {
        lock.lock();
        try {
            entries = Math.max(next, message.entries());
            bytes = sum < 0 || message.bytes() < 0 ? Entry.UNKNOWN_LENGTH : Math.max(sum, message.bytes());
            scanned |= message.complete();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** That was the whole manifest. */
    void end(Message.EntriesEnd message) throws FaultException {
        lock.lock();
        try {
            if (ended || message.entries() != next || message.bytes() != sum) {
                throw violation();
            }
            ended = true;
            scanned = true;
            entries = next;
            bytes = sum;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come. */
    void fail(FaultException why) {
        lock.lock();
        try {
            failure = failure == null ? why : failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How much is offered, as far as it is known. */
    Extent extent() {
        lock.lock();
        try {
            return new Extent(entries, bytes, scanned);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the sender has scanned everything, or the time is over. */
    void awaitScanned(Duration atMost) throws FaultException {
        await(atMost, () -> scanned);
    }

    /** Waits until an entry has come, which may be taken already, or the manifest has ended, or the time is over. */
    void awaitFirst(Duration atMost) throws FaultException {
        await(atMost, () -> ended || next > 0);
    }

    /** Waits until an entry can be taken or the manifest has ended; false when the time is over. */
    boolean await(Duration atMost) throws FaultException {
        return await(atMost, () -> ended || !waiting.isEmpty());
    }

    /** Waits until so many entries wait, or the manifest has ended. */
    void awaitAhead(int count) throws FaultException {
        boolean _ = await(FOREVER, () -> ended || waiting.size() >= count);
    }

    private interface Check {
        boolean holds();
    }

    private boolean await(Duration atMost, Check check) throws FaultException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!check.holds()) {
                if (failure != null) {
                    throw failure;
                }
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CANCELLED).exception(e);
        } finally {
            lock.unlock();
        }
    }

    /** The next entry if it is here already. */
    Optional<Entry> poll() throws FaultException {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    /** Name of the entry that comes next; empty when there is none. */
    String firstName() {
        lock.lock();
        try {
            Entry first = waiting.peek();
            return first == null ? "" : first.name();
        } finally {
            lock.unlock();
        }
    }

    /** The entries that are here and were not taken. */
    List<Entry> waiting() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything that will ever come was taken. */
    boolean isDrained() {
        lock.lock();
        try {
            return ended && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Up to which index the sender may go on; empty while it has room enough, or nothing more to send.
     *
     * @param window how many entries may wait
     */
    Optional<Integer> more(int window) {
        lock.lock();
        try {
            int taken = next - waiting.size();
            if (ended || below - taken > window / 2) {
                return Optional.empty();
            }
            below = taken + window;
            return Optional.of(below);
        } finally {
            lock.unlock();
        }
    }

    private static FaultException violation() {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, "the manifest does not add up")
                .exception();
    }
}
