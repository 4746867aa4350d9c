package dev.godwit.network.tls;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A peer that says a little now and then: never silent, never done. Ends when it is closed or the other side hangs up. */
final class Trickle implements AutoCloseable {
    private static final long PERIOD_MILLIS = 10;

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    /** One drop. */
    interface Drop {
        void fall() throws IOException;
    }

    Trickle(Drop drop) {
        ScheduledFuture<?> ignored = pace.scheduleAtFixedRate(
                () -> {
                    try {
                        drop.fall();
                    } catch (IOException e) {
                        pace.shutdown();
                    }
                },
                0,
                PERIOD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        pace.close();
    }
}
