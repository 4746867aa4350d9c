package dev.godwit.node;

import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.share.Listing;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells a few times a second how far a scan is, and once when it is complete, on a virtual thread until closed. */
final class ScanWatch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Listing listing;
    private final Consumer<TransferEvent> events;
    private volatile boolean closed;

    private ScanWatch(Listing listing, Consumer<TransferEvent> events) {
        this.listing = listing;
        this.events = events;
    }

    static ScanWatch start(Listing listing, Consumer<TransferEvent> events) {
        ScanWatch watch = new ScanWatch(listing, events);
        Thread.ofVirtual().name("scan-watch").start(watch::run);
        return watch;
    }

    private void run() {
        try {
            boolean complete = false;
            while (!closed && !complete) {
                complete = listing.awaitComplete(PERIOD);
                events.accept(new TransferEvent.Listed(listing.parts(), listing.bytes(), complete));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
