package dev.godwit.node;

import dev.godwit.transfer.event.TransferEvent;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Hands the events of one call on, one at a time, and none after the call has ended. Safe on every thread. */
final class OrderlyEvents implements Consumer<TransferEvent>, AutoCloseable {
    private final Consumer<TransferEvent> listener;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    OrderlyEvents(Consumer<TransferEvent> listener) {
        this.listener = listener;
    }

    @Override
    public void accept(TransferEvent event) {
        lock.lock();
        try {
            if (!closed) {
                listener.accept(event);
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing is told: a late one that is on its way is waited for. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
