package dev.godwit.transfer.pairing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Something to be done after a while, on a virtual thread, unless this is closed before. */
final class Later implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);

    private Later() {}

    static Later after(Duration delay, Runnable action) {
        Later later = new Later();
        Thread.ofVirtual().name("later").start(() -> later.run(delay, action));
        return later;
    }

    private void run(Duration delay, Runnable action) {
        try {
            if (!closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                action.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
