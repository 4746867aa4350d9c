package dev.godwit.transfer.receive;

import dev.godwit.transfer.progress.Activity;
import dev.godwit.wire.fault.FaultException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Adds streams to a session while they gain something: a second one as soon as there is work for two, more of them only
 * where the network is what is waited for and the last one has made it faster. One thread.
 */
final class StreamTuner {
    /** Below this a second stream costs more time than it saves. */
    private static final long TWO_STREAMS_BYTES = 2 << 20;

    private static final int TWO_STREAMS_ENTRIES = 64;
    /** At fewer bytes per second one piece on its way for each stream is a burst already. */
    private static final long TWO_STREAMS_LIMIT = 4_000_000;

    /** From this part of a limit on it is what holds a transfer back, and no stream changes that. */
    private static final double LIMITED = 0.9;

    private static final Duration FIRST_LOOK = Duration.ofSeconds(30);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final IntConsumer start;
    private final DownloadState state;
    private final Link link;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private int streams;

    /** @param start starts the stream with that number */
    StreamTuner(IntConsumer start, DownloadState state, Link link) {
        this.start = start;
        this.state = state;
        this.link = link;
    }

    /** Adds streams until it is closed. */
    void run() throws FaultException {
        link.feed().awaitFirst(FIRST_LOOK);
        add();
        if (state.request().target() instanceof DownloadRequest.Target.Output) {
            return;
        }
        // The first has a place at the sender in any case; no other is held while a person thinks.
        if (!hasBegun()) {
            return;
        }
        EntryFeed.Extent extent = link.feed().extent();
        if (extent.complete() && extent.bytes() < TWO_STREAMS_BYTES && extent.entries() < TWO_STREAMS_ENTRIES) {
            return;
        }
        if (limit() < TWO_STREAMS_LIMIT) {
            return;
        }
        add();
        StreamCount count = new StreamCount(streams);
        long nanos = System.nanoTime();
        long bytes = state.tally().transferredBytes();
        long waited = state.tally().nanosSpent(Activity.NETWORK);
        while (!isClosed()) {
            long nowNanos = System.nanoTime();
            long nowBytes = state.tally().transferredBytes();
            long nowWaited = state.tally().nanosSpent(Activity.NETWORK);
            double seconds = (nowNanos - nanos) / 1e9;
            double waiting = (nowWaited - waited) / 1e9 / seconds / streams;
            double rate = (nowBytes - bytes) / seconds;
            if (rate < limit() * LIMITED && count.wantsMore(rate, waiting)) {
                add();
            }
            nanos = nowNanos;
            bytes = nowBytes;
            waited = nowWaited;
        }
    }

    private double limit() {
        return state.request().wants().limit().bytesPerSecond();
    }

    private void add() {
        start.accept(streams);
        streams++;
    }

    private boolean hasBegun() {
        try {
            begun.await();
            return closed.getCount() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isClosed() {
        try {
            return closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The person has agreed: from now on there is something to fetch. */
    void begin() {
        begun.countDown();
    }

    /** Ends {@link #run}. */
    void close() {
        closed.countDown();
        begin();
    }
}
