package dev.godwit.transfer.session;

import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Pings the peer on a control stream so that neither side takes silence for death, and measures the round trip. A peer
 * that is never silent and never answers in time, as who trickles bytes, meets the stream's deadline. One virtual thread
 * until closed or the stream fails. PROTOCOL.md §7.6.
 */
public final class Pulse implements AutoCloseable {
    private static final int PINGS_PER_SILENCE = 4;
    /** An answer may have to wait behind a thousand entries on a slow line. */
    private static final int SILENCES_TO_ANSWER = 4;

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final MessageChannel channel;
    private final Duration answerLimit;
    private final long startNanos = System.nanoTime();
    // Not an interrupt: that would close the channel under a message that is being sent.
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long roundTripNanos;

    private Pulse(MessageChannel channel, Duration answerLimit) {
        this.channel = channel;
        this.answerLimit = answerLimit;
    }

    /** Starts to ping over {@code channel}, often enough for a peer that accepts this much silence, and sets its deadline. */
    public static Pulse start(MessageChannel channel, Duration silence) {
        Pulse pulse = new Pulse(channel, silence.multipliedBy(SILENCES_TO_ANSWER));
        channel.stream().deadline(pulse.answerLimit);
        Thread.ofVirtual().name("pulse").start(() -> pulse.run(silence.dividedBy(PINGS_PER_SILENCE)));
        return pulse;
    }

    /** The last round trip; zero before the first. */
    public Duration roundTrip() {
        return Duration.ofNanos(roundTripNanos);
    }

    /** The peer answered a ping: its nonce is the time it left. The next answer is due so long after that ping. */
    public void answered(Message.Pong pong) {
        long now = System.nanoTime();
        long age = now - pong.nonce();
        if (age >= 0 && age <= now - startNanos) {
            roundTripNanos = age;
            Duration left = answerLimit.minusNanos(age);
            channel.stream().deadline(left.isPositive() ? left : AT_ONCE);
        }
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
