package dev.godwit.transfer.receive;

/**
 * Whether one more stream is worth trying: while streams wait for the network most of the time, and the last that was
 * added has made it at least a tenth faster. Pure, not thread-safe.
 */
final class StreamCount {
    private static final int STREAMS_MAX = 8;
    private static final double GAIN = 1.1;
    private static final double WAITING = 0.8;

    /** Samples until a new stream has found its pace. */
    private static final int SETTLING = 2;

    private int streams;
    private int samples;
    private double best;
    private boolean hasTried;

    StreamCount(int streams) {
        this.streams = streams;
    }

    /**
     * A second of transfer is over.
     *
     * @param bytesPerSecond how fast it was
     * @param waiting which part of the streams' time they waited for the network
     * @return whether to add a stream now
     */
    boolean wantsMore(double bytesPerSecond, double waiting) {
        samples++;
        if (samples < SETTLING || streams >= STREAMS_MAX || waiting < WAITING) {
            return false;
        }
        if (hasTried && bytesPerSecond < best * GAIN) {
            return false;
        }
        best = bytesPerSecond;
        hasTried = true;
        samples = 0;
        streams++;
        return true;
    }
}
