package dev.godwit.transfer.rate;

import java.util.concurrent.locks.Condition;

/** The time by which a limit waits; tests have one of their own. */
interface Waiting {
    Waiting REAL = new Waiting() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop")
        public void await(Condition changed, long nanos) throws InterruptedException {
            // The caller loops, and computes anew how long.
            changed.awaitNanos(nanos);
        }
    };

    long nanoTime();

    /** Waits that long, or until something has changed, or less. */
    void await(Condition changed, long nanos) throws InterruptedException;
}
