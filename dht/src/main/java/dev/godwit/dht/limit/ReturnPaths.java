package dev.godwit.dht.limit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;

/**
 * Which addresses have shown that what is sent to them arrives: they answered a query of ours under its transaction id, or
 * showed a token of ours. Anybody can write a sender's address on a datagram, so to all others a query earns at most
 * {@value #AMPLIFICATION_MAX} times its own length, and cannot be used to flood a third party (as QUIC does, RFC 9000 §8).
 */
public final class ReturnPaths {
    /** Bytes that an unproven address may get for each byte of its query. */
    public static final double AMPLIFICATION_MAX = 1.5;

    /** The longest ping of ours. */
    private static final int PING_BYTES = 65;

    private static final Duration PROOF_LASTS = Duration.ofMinutes(10);
    private static final int ADDRESSES_MAX = 4_096;

    private final BoundedMap<InetSocketAddress, Instant> proven = new BoundedMap<>(ADDRESSES_MAX);

    /** What queries earned their address and replies did not use. */
    private final BoundedMap<InetSocketAddress, Integer> savings = new BoundedMap<>(ADDRESSES_MAX);

    /** How many bytes a query of this length earns an unproven address. */
    public static int allowanceBytes(int queryBytes) {
        return (int) (queryBytes * AMPLIFICATION_MAX);
    }

    /**
     * Whether {@code address} may be pinged on account of its queries, the last of which left {@code restBytes} of what it
     * earned; the ping then counts as sent.
     */
    public boolean affordsPing(InetSocketAddress address, int restBytes, Instant now) {
        if (isProven(address, now)) {
            return true;
        }
        Integer saved = savings.get(address);
        int savedBytes = Math.max(0, restBytes) + (saved == null ? 0 : saved);
        boolean affords = savedBytes >= PING_BYTES;
        // One ping's worth is enough to save.
        savings.put(address, affords ? 0 : savedBytes);
        return affords;
    }

    /** Remembers that {@code address} answered. */
    public void prove(InetSocketAddress address, Instant now) {
        proven.put(address, now);
    }

    /** Whether {@code address} answered lately. */
    public boolean isProven(InetSocketAddress address, Instant now) {
        Instant at = proven.get(address);
        return at != null && at.plus(PROOF_LASTS).isAfter(now);
    }
}
