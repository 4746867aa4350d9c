package dev.godwit.transfer.receive.plan;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What waits to be looked at, in order and up to a number. For one thread that takes, and any that put. */
final class Backlog<T> {
    private static final int WAITING_MAX = 4_096;

    /** Empty is the end. */
    private final BlockingQueue<Optional<T>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);

    private boolean ended;
    private volatile boolean stopped;

    /** Adds something; waits while it is full. */
    void put(T next) throws FaultException {
        offer(Optional.of(next));
    }

    /** There is nothing after what is in it now. */
    void end() throws FaultException {
        offer(Optional.empty());
    }

    private void offer(Optional<T> next) throws FaultException {
        try {
            while (!stopped && !waiting.offer(next, 1, TimeUnit.SECONDS)) {
                // Full: whoever looks is slower than the manifest comes.
            }
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    /** There is nothing more, whatever is in it. Safe on any thread. */
    void stop() {
        stopped = true;
        waiting.clear();
        boolean _ = waiting.offer(Optional.empty());
    }

    boolean isStopped() {
        return stopped;
    }

    /** The next one; waits for it. Empty at the end. */
    Optional<T> take() throws FaultException {
        try {
            return ended || stopped ? Optional.empty() : noted(waiting.take());
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    /** The next one, if there is one now. */
    Optional<T> poll() {
        Optional<T> next = waiting.poll();
        return next == null || stopped ? Optional.empty() : noted(next);
    }

    private Optional<T> noted(Optional<T> next) {
        ended |= next.isEmpty();
        return next;
    }

    private static FaultException cancelled(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Fault.of(FaultCode.CANCELLED).exception(e);
    }
}
