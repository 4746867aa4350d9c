package dev.godwit.transfer.session;

import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Pings the peer on a control stream so that neither side takes silence for death, and measures the round trip. One
 * virtual thread until closed or the stream fails. PROTOCOL.md §7.3.
 */
public final class Pulse implements AutoCloseable {
    private static final int PINGS_PER_SILENCE = 4;

    private final MessageChannel channel;
    // Not an interrupt: that would close the channel under a message that is being sent.
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long roundTripNanos;

    private Pulse(MessageChannel channel) {
        this.channel = channel;
    }

    /** Starts to ping over {@code channel}, often enough for a peer that accepts this much silence. */
    public static Pulse start(MessageChannel channel, Duration silence) {
        Pulse pulse = new Pulse(channel);
        Thread.ofVirtual().name("pulse").start(() -> pulse.run(silence.dividedBy(PINGS_PER_SILENCE)));
        return pulse;
    }

    /** The last round trip; zero before the first. */
    public Duration roundTrip() {
        return Duration.ofNanos(roundTripNanos);
    }

    /** The peer answered a ping: its nonce is the time it left. */
    public void answered(Message.Pong pong) {
        roundTripNanos = Math.max(0, System.nanoTime() - pong.nonce());
    }

    private void run(Duration period) {
        try {
            do {
                channel.send(new Message.Ping(System.nanoTime()));
            } while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException | InterruptedException e) {
            // The stream's reader learns of it too, and tells the story.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
