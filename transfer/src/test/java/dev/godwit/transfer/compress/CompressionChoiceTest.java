package dev.godwit.transfer.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionChoiceTest {
    private static final int RUN_BYTES = 256 * 1024;
    private static final int RUNS = 16 * 1024;
    private static final double COPY_COST = 0.8;
    private static final double READ_COST = 1.0;

    private double compressCost = 2.5;
    private int compressed;
    private int sampled;

    /** From 10 Gbit/s to 1 MB/s; content that gets to a third, to 80 %, or no smaller. */
    @ParameterizedTest
    @CsvSource({
        "0.8, 0.33",
        "2, 0.33",
        "4, 0.33",
        "8, 0.33",
        "100, 0.33",
        "1000, 0.33",
        "0.8, 0.8",
        "4, 0.8",
        "8, 0.8",
        "100, 0.8",
        "0.8, 1",
        "2, 1",
        "4, 1",
        "8, 1",
        "100, 1"
    })
    void autoIsAboutAsFastAsTheBetterOfBoth(double linkCost, double share) {
        double auto = run(CompressMode.AUTO, linkCost, share);
        double best = Math.min(run(CompressMode.NEVER, linkCost, share), run(CompressMode.ALWAYS, linkCost, share));
        assertThat(auto / best).isLessThan(1.02);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 2, 8, 100})
    void randomContentLosesLessThanTwoPercent(double linkCost) {
        double auto = run(CompressMode.AUTO, linkCost, 1);
        assertThat(auto / run(CompressMode.NEVER, linkCost, 1)).isLessThan(1.02);
        assertThat(sampled).isLessThan(40);
        assertThat(compressed).isZero();
    }

    @Test
    void aFastLinkIsNotEvenSampled() {
        run(CompressMode.AUTO, 0.8, 0.33);
        assertThat(sampled + compressed).isZero();
    }

    @Test
    void aSlowLinkIsCompressedNearlyFromTheStart() {
        run(CompressMode.AUTO, 100, 0.33);
        assertThat(compressed).isGreaterThan(RUNS * 98 / 100);
    }

    @Test
    void compressingThatIsTooSlowIsTriedRarely() {
        compressCost = 50;
        run(CompressMode.AUTO, 8, 0.33);
        assertThat(compressed).isBetween(1, 40);
    }

    @Test
    void noticesThatContentBecomesCompressible() {
        CompressionChoice choice = new CompressionChoice(CompressMode.AUTO);
        SimulatedLink link = new SimulatedLink(100, COPY_COST);
        transfer(choice, link, 1, RUNS);
        compressed = 0;
        transfer(choice, link, 0.33, RUNS);
        assertThat(compressed).isGreaterThan(RUNS * 9 / 10);
    }

    @Test
    void noticesThatTheLinkBecomesFast() {
        CompressionChoice choice = new CompressionChoice(CompressMode.AUTO);
        transfer(choice, new SimulatedLink(100, COPY_COST), 0.33, RUNS);
        compressed = 0;
        transfer(choice, new SimulatedLink(0.8, COPY_COST), 0.33, RUNS);
        assertThat(compressed).isLessThan(RUNS / 10);
    }

    @Test
    void noticesThatTheLinkBecomesSlow() {
        CompressionChoice choice = new CompressionChoice(CompressMode.AUTO);
        transfer(choice, new SimulatedLink(0.8, COPY_COST), 0.33, RUNS);
        transfer(choice, new SimulatedLink(100, COPY_COST), 0.33, RUNS);
        assertThat(compressed).isGreaterThan(RUNS * 9 / 10);
    }

    @Test
    void neverAndAlwaysAreMeant() {
        run(CompressMode.NEVER, 1_000, 0.1);
        assertThat(compressed).isZero();
        run(CompressMode.ALWAYS, 0.1, 0.99);
        assertThat(compressed).isEqualTo(RUNS);
    }

    private double run(CompressMode mode, double linkCost, double share) {
        compressed = 0;
        sampled = 0;
        SimulatedLink link = new SimulatedLink(linkCost, COPY_COST);
        transfer(new CompressionChoice(mode), link, share, RUNS);
        return link.finished();
    }

    private void transfer(CompressionChoice choice, SimulatedLink link, double share, int runs) {
        for (int i = 0; i < runs; i++) {
            link.work(RUN_BYTES * READ_COST);
            int wireBytes = encode(choice, link, share);
            choice.sent(RUN_BYTES, wireBytes, link.send(wireBytes));
        }
    }

    private int encode(CompressionChoice choice, SimulatedLink link, double share) {
        CompressionChoice.Step step = choice.next();
        if (step == CompressionChoice.Step.SAMPLE) {
            sampled++;
            link.work(CompressionChoice.SAMPLE_BYTES * compressCost);
            step = choice.sampled(CompressionChoice.SAMPLE_BYTES, (int) (CompressionChoice.SAMPLE_BYTES * share))
                    ? CompressionChoice.Step.COMPRESS
                    : CompressionChoice.Step.PLAIN;
        }
        if (step == CompressionChoice.Step.PLAIN) {
            return RUN_BYTES;
        }
        compressed++;
        link.work(RUN_BYTES * compressCost);
        int size = (int) (RUN_BYTES * share);
        boolean worth = size <= Compressor.worthBytes(RUN_BYTES);
        choice.compressed(RUN_BYTES, worth ? size : Compressor.NOT_WORTH, Math.round(RUN_BYTES * compressCost));
        return worth ? size : RUN_BYTES;
    }
}
