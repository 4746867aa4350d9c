package dev.godwit.network.lan.mdns;

import java.util.random.RandomGenerator;

/** The times of RFC 6762, in milliseconds. */
final class Times {
    /** No time at all: nothing is due. */
    static final long NEVER = Long.MAX_VALUE;

    /** A record is not multicast again on a link before this has passed, §6. */
    static final long MULTICAST_INTERVAL = 1_000;

    /** Between the announcements at the start of an offer, §8.3. */
    static final long ANNOUNCEMENT_INTERVAL = 1_000;

    /** Between a question's first two repetitions; doubled after each, §5.2. */
    static final long QUERY_INTERVAL = 1_000;

    /** Up to this, §5.2. */
    static final long QUERY_INTERVAL_MAX = 3_600_000;

    private Times() {}

    /** Before an answer that others may have as well, §6, and before a first question, §5.2: 20 to 120 ms. */
    static long shortDelay(RandomGenerator random) {
        return random.nextInt(20, 121);
    }

    /** Before an answer to a query whose known answers go on in further messages, §7.2: 400 to 500 ms. */
    static long truncationDelay(RandomGenerator random) {
        return random.nextInt(400, 501);
    }

    static long millis(long seconds) {
        return seconds * 1_000;
    }
}
