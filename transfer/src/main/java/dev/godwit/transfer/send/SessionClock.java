package dev.godwit.transfer.send;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** How long a session has taken: from the first request for content, as before it a person may have been asked. */
final class SessionClock {
    private final AtomicLong startNanos = new AtomicLong(System.nanoTime());
    private final AtomicBoolean isAsked = new AtomicBoolean();

    /** The receiver asks for content. */
    void asked() {
        if (isAsked.compareAndSet(false, true)) {
            startNanos.set(System.nanoTime());
        }
    }

    /** Whether it was asked for content. */
    boolean isAsked() {
        return isAsked.get();
    }

    double seconds() {
        return (System.nanoTime() - startNanos.get()) / 1e9;
    }
}
