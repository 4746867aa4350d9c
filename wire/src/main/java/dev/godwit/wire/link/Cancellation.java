package dev.godwit.wire.link;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A wish to stop, and what must be closed for it to be heard: blocked threads cannot be asked. Safe on every thread; once
 * cancelled it stays so.
 */
public final class Cancellation {
    private final Set<Runnable> closers = new LinkedHashSet<>();
    private boolean cancelled;

    /** Closes everything registered, newest first, and ends every {@link #sleep}. */
    public void cancel() {
        List<Runnable> toClose;
        synchronized (this) {
            cancelled = true;
            toClose = List.copyOf(closers).reversed();
            closers.clear();
            notifyAll();
        }
        toClose.forEach(Runnable::run);
    }

    /** Whether it was cancelled. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Calls {@code closer} on {@link #cancel}, at once if that has been already; until the registration is closed. */
    public Registration onCancel(Runnable closer) {
        synchronized (this) {
            if (!cancelled) {
                closers.add(closer);
                return () -> forget(closer);
            }
        }
        closer.run();
        return () -> {};
    }

    /** Ends with {@link FaultCode#CANCELLED} if it was cancelled. */
    public void check() throws FaultException {
        if (isCancelled()) {
            throw Fault.of(FaultCode.CANCELLED).exception();
        }
    }

    /** Waits that long, or ends with {@link FaultCode#CANCELLED} as soon as it is cancelled. */
    public void sleep(Duration duration) throws FaultException {
        long endNanos = System.nanoTime() + duration.toNanos();
        try {
            synchronized (this) {
                while (!cancelled) {
                    long leftMillis = (endNanos - System.nanoTime()) / 1_000_000;
                    if (leftMillis <= 0) {
                        return;
                    }
                    wait(leftMillis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Fault.of(FaultCode.CANCELLED).exception();
    }

    private synchronized void forget(Runnable closer) {
        closers.remove(closer);
    }

    /** One {@link #onCancel}, to be closed when there is nothing left to close. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
