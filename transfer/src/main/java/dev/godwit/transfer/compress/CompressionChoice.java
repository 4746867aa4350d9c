package dev.godwit.transfer.compress;

/**
 * Decides for each run whether to compress it. {@link CompressMode#AUTO} compares what sending a byte costs with what
 * compressing it costs and saves, both as told by {@link #sent} and {@link #compressed}; it looks at a sample before it
 * spends a whole run, and leaves content that does not get smaller alone for ever longer stretches. What it costs to send
 * plain bytes shows only while plain bytes are sent, so that is tried now and then.
 *
 * <p>For each run, in this order: {@link #next}; {@link #sampled} if that says so; {@link #compressed} if it was tried;
 * {@link #sent}. Not thread-safe, one for each stream; reads no clock.
 */
public final class CompressionChoice {
    /** What to do with a run. */
    public enum Step {
        PLAIN,
        /** Compress {@link #SAMPLE_BYTES} of it, and ask {@link #sampled}. */
        SAMPLE,
        COMPRESS
    }

    /** How much of a run is a sample. */
    public static final int SAMPLE_BYTES = 8 * 1024;

    /** What compressing is taken to cost until it was tried, in nanoseconds per byte: a fast machine's. */
    private static final double COST_UNTRIED = 1.5;

    /** What handing a byte over costs when nothing is in its way: the rest of what sending takes is waiting. */
    private static final double COPY_COST = 1;

    /** Less gain than this is not worth the peer's work. */
    private static final double GAIN = 0.95;

    private static final int PAUSE_RUNS_MAX = 1024;
    private static final int PROBE_RUNS = 32;
    private static final int PROBE_EVERY_RUNS = 512;
    private static final int PROBE_EVERY_RUNS_MAX = 8192;

    private final CompressMode mode;
    private final CostMeter sending = new CostMeter();
    private final CostMeter sendingCompressed = new CostMeter();
    private final CostMeter compressing = new CostMeter();
    private final CostMeter wireShare = new CostMeter();
    /** Compressing and sending together, per byte of content. */
    private final CostMeter both = new CostMeter();

    private int compressedRuns;
    private long compressNanos;
    private boolean sampleFirst = true;
    private int pauseRuns;
    private int nextPauseRuns = 1;
    private int probeRuns;
    private int probeInRuns = PROBE_EVERY_RUNS;
    private int probeEveryRuns = PROBE_EVERY_RUNS;

    public CompressionChoice(CompressMode mode) {
        this.mode = mode;
    }

    /** What to do with the next run. */
    public Step next() {
        return switch (mode) {
            case NEVER -> Step.PLAIN;
            case ALWAYS -> Step.COMPRESS;
            case AUTO -> nextAuto();
        };
    }

    private Step nextAuto() {
        if (probeRuns > 0) {
            probe();
            return Step.PLAIN;
        }
        if (pauseRuns > 0) {
            pauseRuns--;
            return Step.PLAIN;
        }
        if (sampleFirst) {
            return couldPay() ? Step.SAMPLE : Step.PLAIN;
        }
        if (!pays()) {
            pause();
            return Step.PLAIN;
        }
        if (probeInRuns-- <= 0) {
            probeRuns = PROBE_RUNS;
        }
        return Step.COMPRESS;
    }

    /** The first half of a probe only fills the buffers on the way: what it cost says nothing. */
    private void probe() {
        probeRuns--;
        if (probeRuns == PROBE_RUNS / 2) {
            sending.reset();
        }
        if (probeRuns == 0) {
            probeEveryRuns = pays() ? Math.min(PROBE_EVERY_RUNS_MAX, 2 * probeEveryRuns) : PROBE_EVERY_RUNS;
            probeInRuns = probeEveryRuns;
            forgetBoth();
        }
    }

    /**
     * Tells how a sample went.
     *
     * @return whether to compress the run
     */
    public boolean sampled(int sampleBytes, int compressedBytes) {
        if (compressedBytes > Compressor.worthBytes(sampleBytes)) {
            pause();
            return false;
        }
        return true;
    }

    /**
     * Tells how compressing a run went.
     *
     * @param wireBytes what became of it, or {@link Compressor#NOT_WORTH}
     */
    public void compressed(int contentBytes, int wireBytes, long nanos) {
        compressing.add(contentBytes, nanos);
        compressNanos = nanos;
        if (wireBytes == Compressor.NOT_WORTH) {
            pause();
        } else {
            wireShare.add(contentBytes, wireBytes);
            sampleFirst = false;
            if (pays()) {
                nextPauseRuns = 1;
            }
        }
    }

    /** Tells how long sending a run took, waiting for the peer or the link included; plain if both sizes are the same. */
    public void sent(int contentBytes, int wireBytes, long nanos) {
        if (wireBytes == contentBytes) {
            sending.add(wireBytes, nanos);
            sendingCompressed.reset();
            return;
        }
        sendingCompressed.add(wireBytes, nanos);
        compressedRuns++;
        if (compressedRuns > PROBE_RUNS / 2) {
            both.add(contentBytes, compressNanos + nanos);
        }
        if (sendingCompressed.perByte() >= sending.perByte()) {
            // The link is as busy as it was: nothing to find out.
            sending.add(wireBytes, nanos);
            probeInRuns = probeEveryRuns;
        }
    }

    private boolean couldPay() {
        return sending.perByte() > (compressing.isEmpty() ? COST_UNTRIED : compressing.perByte());
    }

    /** By what it did cost once that is known, else by what it should: work and waiting overlap. */
    private boolean pays() {
        double plain = sending.perByte();
        double expected = compressing.perByte() + Math.min(plain, COPY_COST) * wireShare.perByte();
        return (compressedRuns > PROBE_RUNS ? both.perByte() : expected) < plain * GAIN;
    }

    private void forgetBoth() {
        compressedRuns = 0;
        both.reset();
    }

    /** Leaves runs alone, twice as many each time. */
    private void pause() {
        sampleFirst = true;
        forgetBoth();
        pauseRuns = nextPauseRuns;
        nextPauseRuns = Math.min(PAUSE_RUNS_MAX, 2 * nextPauseRuns);
    }
}
