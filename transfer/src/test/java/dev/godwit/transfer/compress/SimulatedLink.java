package dev.godwit.transfer.compress;

/** A stream over a link, with a buffer in between that overlaps work and sending; in virtual nanoseconds. */
final class SimulatedLink {
    private static final int BUFFER_BYTES = 4 * 1024 * 1024;

    private final double linkCost;
    private final double copyCost;
    private double now;
    private double drainedAt;

    /** Costs are nanoseconds per byte on the wire. */
    SimulatedLink(double linkCost, double copyCost) {
        this.linkCost = linkCost;
        this.copyCost = copyCost;
    }

    void work(double nanos) {
        now += nanos;
    }

    /** Returns how long sending took. */
    long send(int wireBytes) {
        double begin = now;
        now += wireBytes * copyCost;
        drainedAt = Math.max(drainedAt, now) + wireBytes * linkCost;
        now = Math.max(now, drainedAt - BUFFER_BYTES * linkCost);
        return Math.round(now - begin);
    }

    double finished() {
        return Math.max(now, drainedAt);
    }
}
