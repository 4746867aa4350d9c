package dev.godwit.transfer.rate;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A limit in bytes per second that threads wait for, on top of the limits it is part of: a transfer's own below that of the
 * process. First come, first served, {@link #grant} by grant, so nobody who asks for much or seldom holds up the others;
 * and one grant at a time for each limit, so limits with the same parent get the same of it, however many threads ask.
 * Safe on every thread, made for virtual ones.
 */
public final class RateLimit implements AutoCloseable {
    /** The rate of no limit at all. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** Never waits, cannot be changed and never ends. */
    public static final RateLimit UNLIMITED = new RateLimit(NO_LIMIT, List.of(), Waiting.REAL);

    /** Twenty grants a second are smooth, and still few enough to cost nothing. */
    private static final int GRANTS_PER_SECOND = 20;

    private static final int GRANT_BYTES_MAX = 256 * 1024;

    private final List<RateLimit> parents;
    private final Waiting waiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TokenBucket bucket;
    /** However many threads ask, they have one place among those who share a parent. */
    private final Semaphore turn = new Semaphore(1, true);

    private volatile long bytesPerSecond;
    private volatile boolean closed;

    RateLimit(long bytesPerSecond, List<RateLimit> parents, Waiting waiting) {
        this.parents = parents;
        this.waiting = waiting;
        this.bytesPerSecond = bytesPerSecond;
        this.bucket = new TokenBucket(bytesPerSecond, waiting.nanoTime());
    }

    /**
     * A limit of its own below others; without a rate it only obeys those, until it is given one.
     *
     * @throws IllegalArgumentException if the rate is not positive
     */
    public static RateLimit of(OptionalLong bytesPerSecond, RateLimit... parents) {
        return new RateLimit(bytesPerSecond.orElse(NO_LIMIT), List.of(parents), Waiting.REAL);
    }

    /** The rate of this limit alone; {@link #NO_LIMIT} if it has none. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Changes the rate of this limit from now on, also for those who wait already; {@link #NO_LIMIT} takes it away. */
    public void bytesPerSecond(long newBytesPerSecond) {
        if (this == UNLIMITED) {
            throw new IllegalStateException("what is unlimited stays so");
        }
        lock.lock();
        try {
            bucket.bytesPerSecond(newBytesPerSecond, waiting.nanoTime());
            bytesPerSecond = newBytesPerSecond;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The most that should be acquired, and then moved, at once at these rates so that bytes flow evenly: 50 ms' worth, at
     * most 256 KiB, whole blocks where it is one or more.
     */
    public int grant() {
        int grant = grantAt(bytesPerSecond);
        for (RateLimit parent : parents) {
            grant = Math.min(grant, parent.grant());
        }
        return grant;
    }

    /**
     * Waits until {@code bytes} may pass.
     *
     * @throws FaultException with {@link FaultCode#CANCELLED} when this limit is closed, or when the thread is interrupted,
     *     which it then still is
     */
    public void acquire(int bytes) throws FaultException {
        int left = bytes;
        while (left > 0 && this != UNLIMITED) {
            int part = Math.min(left, grant());
            takeTurn();
            try {
                pass(part, this);
            } finally {
                turn.release();
            }
            left -= part;
        }
    }

    private void takeTurn() throws FaultException {
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
    }

    private void pass(int bytes, RateLimit asker) throws FaultException {
        if (bytesPerSecond != NO_LIMIT) {
            await(bytes, asker);
        }
        if (closed || asker.closed) {
            throw cancelled();
        }
        for (RateLimit parent : parents) {
            parent.pass(bytes, asker);
        }
    }

    private void await(int bytes, RateLimit asker) throws FaultException {
        lock.lock();
        try {
            long nanos = bucket.take(bytes, waiting.nanoTime());
            long place = bucket.taken();
            while (nanos > 0 && !closed && !asker.closed) {
                waiting.await(changed, nanos);
                nanos = bucket.remaining(place, waiting.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        } finally {
            lock.unlock();
        }
    }

    private static FaultException cancelled() {
        return Fault.of(FaultCode.CANCELLED).exception();
    }

    /** Ends every {@link #acquire} of this limit, now and later, but none of its parents' other users. */
    @Override
    public void close() {
        if (this != UNLIMITED) {
            closed = true;
            wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        parents.forEach(RateLimit::wake);
    }

    private static int grantAt(long bytesPerSecond) {
        int grant = Math.clamp(bytesPerSecond / GRANTS_PER_SECOND, 1, GRANT_BYTES_MAX);
        return grant < TokenBucket.UNIT_BYTES ? grant : grant - grant % TokenBucket.UNIT_BYTES;
    }
}
