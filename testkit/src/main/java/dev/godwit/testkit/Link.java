package dev.godwit.testkit;

import java.time.Duration;

/**
 * What a line between two machines is like. Each direction has the whole rate, and all connections share it; what the line
 * cannot take yet waits, up to some bytes, and then whoever sends has to wait. Nothing gets lost.
 *
 * @param delay one way; half a round trip
 * @param downBytesPerSecond from the target to whoever connected
 * @param upBytesPerSecond to the target
 * @param queueBytes how much waits at the head of the line in each direction
 */
public record Link(Duration delay, long downBytesPerSecond, long upBytesPerSecond, int queueBytes) {
    /** The rate of a line that is as fast as the machine. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** Neither slow nor far. */
    public static final Link DIRECT = new Link(Duration.ZERO, NO_LIMIT, NO_LIMIT, 16 * 1024);

    /** The same line, longer. */
    public Link withDelay(Duration oneWay) {
        return new Link(oneWay, downBytesPerSecond, upBytesPerSecond, queueBytes);
    }

    /** The same line with another rate in both directions. */
    public Link withRate(long bytesPerSecond) {
        return new Link(delay, bytesPerSecond, bytesPerSecond, queueBytes);
    }

    /** The same line with another queue. */
    public Link withQueue(int bytes) {
        return new Link(delay, downBytesPerSecond, upBytesPerSecond, bytes);
    }

    /** How much is passed on at once: little on a line that holds little, as that is lost in a cut. */
    int chunkBytes() {
        return Math.clamp(queueBytes / 4, 16 * 1024, 64 * 1024);
    }

    /** What the kernel may hold of a connection on either side, likewise. */
    int socketBufferBytes() {
        return 4 * chunkBytes();
    }
}
