package dev.godwit.network.lan.mdns;

/** How often something may happen: a token bucket over whole events. */
final class Budget {
    private static final long MILLIS_PER_SECOND = 1000;

    private final long burst;
    private final long perSecond;
    private long thousandths;
    private long sinceMillis;

    Budget(long burst, long perSecond, long nowMillis) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.thousandths = burst * MILLIS_PER_SECOND;
        this.sinceMillis = nowMillis;
    }

    /** Whether it may happen once more now. */
    boolean take(long nowMillis) {
        long passedMillis = Math.min(nowMillis - sinceMillis, burst * MILLIS_PER_SECOND);
        thousandths = Math.min(burst * MILLIS_PER_SECOND, thousandths + passedMillis * perSecond);
        sinceMillis = nowMillis;
        if (thousandths < MILLIS_PER_SECOND) {
            return false;
        }
        thousandths -= MILLIS_PER_SECOND;
        return true;
    }
}
