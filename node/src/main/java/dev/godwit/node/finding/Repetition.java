package dev.godwit.node.finding;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Does something in the network, and again before others forget it. One virtual thread until closed. */
final class Repetition implements Announcement {
    /** While nobody has taken it: the network may have come up only now. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final CountDownLatch closed = new CountDownLatch(1);

    private Repetition() {}

    /**
     * Begins at once.
     *
     * @param task true when it was done; may wait
     * @param period until it is to be done again
     */
    static Repetition begin(String thread, BooleanSupplier task, Duration period) {
        Repetition repetition = new Repetition();
        Thread.ofVirtual().name(thread).start(() -> repetition.run(task, period));
        return repetition;
    }

    private void run(BooleanSupplier task, Duration period) {
        try {
            boolean isDone;
            do {
                isDone = isDone(task);
            } while (!closed.await((isDone ? period : RETRY).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isDone(BooleanSupplier task) {
        try {
            return task.getAsBoolean();
        } catch (CompletionException e) {
            // The node was closed; so is this, in a moment.
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
