package dev.godwit.dht.item;

import dev.godwit.dht.limit.BoundedMap;
import dev.godwit.dht.limit.TokenBucket;
import java.time.Instant;

/**
 * Checks signatures, each only once while it is remembered, and for strangers only so many a second: the JDK takes 0.7 ms
 * for one, so 100 a second cost at most 7 % of a core. Belongs to one thread.
 */
public final class ItemVerifier {
    /** What is known of a signature. */
    public enum Verdict {
        /** The key made it. */
        VALID,
        /** The key did not make it. */
        FORGED,
        /** Nobody looked: too many were to be checked in this second. */
        UNCHECKED
    }

    private static final int REMEMBERED_MAX = 1_024;
    private static final int STRANGERS_PER_SECOND = 100;

    private final BoundedMap<MutableItem, Boolean> known = new BoundedMap<>(REMEMBERED_MAX);
    private final TokenBucket strangers = new TokenBucket(STRANGERS_PER_SECOND, STRANGERS_PER_SECOND);

    /** Checks an item that this node asked for. */
    public boolean isValid(MutableItem item) {
        Boolean remembered = known.get(item);
        if (remembered != null) {
            return remembered;
        }
        boolean valid = item.key().verifies(item.signedBytes(), item.signature());
        known.put(item, valid);
        return valid;
    }

    /** Checks an item that somebody wants stored, within the limit. */
    public Verdict judge(MutableItem item, Instant now) {
        if (known.get(item) == null && !strangers.take(1, now)) {
            return Verdict.UNCHECKED;
        }
        return isValid(item) ? Verdict.VALID : Verdict.FORGED;
    }
}
