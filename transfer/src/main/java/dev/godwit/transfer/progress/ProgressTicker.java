package dev.godwit.transfer.progress;

import dev.godwit.transfer.event.TransferEvent;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells a listener a few times a second how far a transfer is, on a virtual thread of its own, until closed. */
public final class ProgressTicker implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;
    /** Whoever waits for the first byte sees it at once. */
    private static final long FIRST_LOOK_MILLIS = 20;

    private final Tally tally;
    private final Supplier<Scope> scope;
    private final Consumer<TransferEvent> events;
    private final RateMeter rate = new RateMeter();
    private final Bottleneck bottleneck;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * What is moving at the moment.
     *
     * @param bytesTotal all bytes, or -1 when not known
     * @param entriesTotal entries known so far
     * @param peers peers that bytes come from or go to
     * @param route how they travel
     */
    public record Scope(long bytesTotal, long entriesTotal, int peers, String route) {}

    /** Starts to tell {@code events} about {@code tally}. */
    public ProgressTicker(Tally tally, Supplier<Scope> scope, Consumer<TransferEvent> events) {
        this.tally = tally;
        this.scope = scope;
        this.events = events;
        this.bottleneck = new Bottleneck(tally);
        Thread.ofVirtual().name("progress").start(this::run);
    }

    private void run() {
        long lastNanos = System.nanoTime();
        long firstBytes = tally.verifiedBytes();
        long lastBytes = firstBytes;
        while (pause(lastBytes == firstBytes ? FIRST_LOOK_MILLIS : PERIOD_MILLIS)) {
            long nowNanos = System.nanoTime();
            long bytes = tally.verifiedBytes();
            if (bytes == firstBytes && nowNanos - lastNanos < TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS)) {
                continue;
            }
            rate.add(Math.max(0, bytes - lastBytes), (nowNanos - lastNanos) / 1e9);
            lastNanos = nowNanos;
            lastBytes = bytes;
            events.accept(progress(bytes));
        }
    }

    private boolean pause(long millis) {
        try {
            return !closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private TransferEvent.Progress progress(long bytes) {
        Scope now = scope.get();
        long perSecond = rate.bytesPerSecond();
        boolean known = now.bytesTotal >= 0 && perSecond > 0;
        OptionalLong eta = known
                ? OptionalLong.of(Math.ceilDiv(Math.max(0, now.bytesTotal - bytes), perSecond))
                : OptionalLong.empty();
        return new TransferEvent.Progress(
                bytes,
                now.bytesTotal,
                perSecond,
                eta,
                now.peers,
                now.route,
                tally.settledEntries(),
                now.entriesTotal,
                bottleneck.look());
    }

    /** Ends it; no event is delivered after a last one that may be on its way. */
    @Override
    public void close() {
        closed.countDown();
    }
}
