package dev.godwit.transfer.receive;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The {@link PiecePlan} as the streams of one session share it: takes pieces, waits for some that are given back. */
final class WorkQueue {
    private final PiecePlan plan;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    WorkQueue(PiecePlan plan) {
        this.plan = plan;
    }

    /** Takes missing pieces if there are any now and somebody still works. */
    Optional<PieceRange> poll(int max) {
        lock.lock();
        try {
            return closed ? Optional.empty() : plan.take(max);
        } finally {
            lock.unlock();
        }
    }

    /** Takes missing pieces, waiting until there are some; empty when everything is done. */
    Optional<PieceRange> take(int max) throws FaultException {
        lock.lock();
        try {
            while (true) {
                if (plan.isComplete()) {
                    return Optional.empty();
                }
                // A stream that was still connecting when another failed must not fetch all the rest alone.
                if (closed) {
                    throw Fault.of(FaultCode.CONNECTION_LOST, "another stream of it ended")
                            .exception();
                }
                Optional<PieceRange> range = plan.take(max);
                if (range.isPresent()) {
                    return range;
                }
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A piece is verified and kept. */
    void done(long piece) {
        lock.lock();
        try {
            plan.done(piece);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The first claim of an earlier run that is still to be looked at; empty when there is none, or nobody works. */
    OptionalLong firstClaim() {
        lock.lock();
        try {
            return closed ? OptionalLong.empty() : plan.firstClaim();
        } finally {
            lock.unlock();
        }
    }

    /** A piece that an earlier run claimed is damaged. */
    void refute(long piece) {
        lock.lock();
        try {
            plan.refute(piece);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A new session begins: what was on its way in the last one is missing. Returns how many pieces are. */
    long open() {
        lock.lock();
        try {
            closed = false;
            plan.giveBackAll();
            return plan.missing();
        } finally {
            lock.unlock();
        }
    }

    /** A stream has this many pieces. */
    void end(long pieces) {
        lock.lock();
        try {
            plan.end(pieces);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Index of the first piece that is not done. */
    long firstNotDone() {
        lock.lock();
        try {
            return plan.firstNotDone();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody works on it any more: whoever waits goes home. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
