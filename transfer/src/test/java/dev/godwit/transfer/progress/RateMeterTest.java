package dev.godwit.transfer.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private final RateMeter meter = new RateMeter();

    @Test
    void isZeroBeforeTheFirstSample() {
        assertThat(meter.bytesPerSecond()).isZero();
        meter.add(0, 0);
        assertThat(meter.bytesPerSecond()).isZero();
    }

    @Test
    void theFirstSampleCountsWhole() {
        meter.add(500, 0.1);
        assertThat(meter.bytesPerSecond()).isEqualTo(5000);
    }

    @Test
    void aSteadyRateIsExactFromTheStartOn() {
        for (int i = 0; i < 100; i++) {
            meter.add(1000, 0.1);
            assertThat(meter.bytesPerSecond()).isEqualTo(10_000);
        }
    }

    @Test
    void forgetsTwoThirdsInOneTimeConstant() {
        for (int i = 0; i < 1000; i++) {
            meter.add(1000, 0.1);
        }
        for (int i = 0; i < 30; i++) {
            meter.add(0, 0.1);
        }
        assertThat(meter.bytesPerSecond()).isCloseTo(Math.round(10_000 / Math.E), within(150L));
    }

    @Test
    void aLongPauseLeavesNothing() {
        meter.add(1 << 30, 1);
        meter.add(0, 1e9);
        assertThat(meter.bytesPerSecond()).isZero();
    }
}
