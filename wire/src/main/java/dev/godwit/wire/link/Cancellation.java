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
    private final Set<Closer> closers = new LinkedHashSet<>();
    private boolean cancelled;

    /**
     * Closes everything registered, newest first, and ends every {@link #sleep}. An action that throws stops no other: its
     * exception is thrown at the end, with those of later ones suppressed in it.
     */
    public void cancel() {
        List<Closer> toClose;
        synchronized (this) {
            cancelled = true;
            toClose = List.copyOf(closers).reversed();
            closers.clear();
            notifyAll();
        }
        runAll(toClose);
    }

    private static void runAll(List<Closer> closers) {
        RuntimeException first = null;
        for (Closer closer : closers) {
            try {
                closer.action.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Whether it was cancelled. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Calls {@code action} on {@link #cancel}, at once if that has been already; until the registration is closed. */
    public Registration onCancel(Runnable action) {
        Closer closer = new Closer(action);
        synchronized (this) {
            if (!cancelled) {
                closers.add(closer);
                return closer;
            }
        }
        action.run();
        return closer;
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

    private synchronized void forget(Closer closer) {
        closers.remove(closer);
    }

    /** Equal to itself only: the same action may be registered twice, and one of them closed. */
    private final class Closer implements Registration {
        private final Runnable action;

        Closer(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            forget(this);
        }
    }

    /** One {@link #onCancel}, to be closed when there is nothing left to close. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
