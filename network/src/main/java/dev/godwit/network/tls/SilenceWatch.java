package dev.godwit.network.tls;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that ends streams which have been silent or open for too long: blocking sockets know no deadline themselves. */
final class SilenceWatch {
    private static final long LOOK_MILLIS = 100;

    private static final Set<TlsStream> STREAMS = ConcurrentHashMap.newKeySet();
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("silence-watch").unstarted(task));

    static {
        TIMER.setRemoveOnCancelPolicy(true);
        ScheduledFuture<?> ignored =
                TIMER.scheduleWithFixedDelay(SilenceWatch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private SilenceWatch() {}

    static void watch(TlsStream stream) {
        STREAMS.add(stream);
    }

    static void forget(TlsStream stream) {
        STREAMS.remove(stream);
    }

    /** Runs {@code action} after a delay, unless the returned runnable is run before. */
    static Runnable after(Duration delay, Runnable action) {
        ScheduledFuture<?> timer = TIMER.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    private static void look() {
        long now = System.nanoTime();
        STREAMS.forEach(stream -> stream.endIfOver(now));
    }
}
