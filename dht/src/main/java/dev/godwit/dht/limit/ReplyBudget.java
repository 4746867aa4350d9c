package dev.godwit.dht.limit;

import java.time.Instant;

/** How many bytes of replies leave this node in all: it serves strangers with a share of the line, not with the line. */
public final class ReplyBudget {
    /** libtorrent's {@code dht_upload_rate_limit} is 8,000; a file transfer program can give somewhat more. */
    public static final int BYTES_PER_SECOND = 16_000;

    /** How long a burst may last at a multiple of the rate (libtorrent, {@code node.cpp}). */
    private static final int BURST_SECONDS = 3;

    private final TokenBucket bucket;

    /** A budget of {@code bytesPerSecond}. */
    public ReplyBudget(int bytesPerSecond) {
        bucket = new TokenBucket(bytesPerSecond, (double) BURST_SECONDS * bytesPerSecond);
    }

    /** Takes a reply's length; false when it must be dropped. */
    public boolean admits(int replyBytes, Instant now) {
        return bucket.take(replyBytes, now);
    }
}
