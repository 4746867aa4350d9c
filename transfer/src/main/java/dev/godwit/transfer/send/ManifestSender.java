package dev.godwit.transfer.send;

import dev.godwit.content.manifest.Entry;
import dev.godwit.transfer.share.Listing;
import dev.godwit.wire.message.EntriesBatch;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends the manifest over a control stream while the scan still fills it, no further than the receiver has asked for. One
 * virtual thread until the last entry is sent or it is closed. PROTOCOL.md §7.1.
 */
final class ManifestSender implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final MessageChannel channel;
    private final Listing listing;
    private final Semaphore asked = new Semaphore(0);
    private volatile int below = Limits.LIST_WINDOW;
    private volatile boolean closed;

    ManifestSender(MessageChannel channel, Listing listing) {
        this.channel = channel;
        this.listing = listing;
    }

    void start() {
        Thread.ofVirtual().name("manifest").start(this::run);
    }

    /** The receiver takes entries below this index. */
    void listMore(int belowIndex) {
        below = Math.max(below, belowIndex);
        asked.release();
    }

    private void run() {
        try {
            send();
        } catch (IOException | RuntimeException e) {
            // The control stream's reader learns of it too, and tells the story.
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() throws IOException, InterruptedException {
        int next = 0;
        int told = 0;
        long toldNanos = System.nanoTime();
        boolean complete = false;
        while (!closed) {
            boolean completeNow = listing.isComplete();
            int size = listing.size();
            boolean news = size > told && System.nanoTime() - toldNanos >= LOOK.toNanos();
            // Before the entries: who reads the first of them then knows how many there are.
            if (news || (completeNow && !complete)) {
                channel.send(new Message.Listing(size, listing.bytes(), completeNow));
                told = size;
                toldNanos = System.nanoTime();
                complete = completeNow;
            }
            int end = Math.min(size, below);
            if (next < end) {
                next = sendEntries(next, end);
            }
            if (completeNow && next == size) {
                channel.send(new Message.EntriesEnd(size, listing.bytes()));
                return;
            }
            if (next == below) {
                boolean _ = asked.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                listing.awaitMore(next, LOOK);
            }
        }
    }

    private int sendEntries(int from, int end) throws IOException {
        EntriesBatch batch = new EntriesBatch();
        for (int index = from; index < end && !closed; index++) {
            Entry entry = listing.entry(index);
            if (!batch.fits(entry)) {
                channel.send(batch.take());
            }
            batch.add(entry);
        }
        if (!batch.isEmpty()) {
            channel.send(batch.take());
        }
        return end;
    }

    @Override
    public void close() {
        closed = true;
        asked.release();
    }
}
