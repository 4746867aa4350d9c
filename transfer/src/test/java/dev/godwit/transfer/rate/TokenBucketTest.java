package dev.godwit.transfer.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.testkit.Seed;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;
    private static final int MB = 1_000_000;

    @ParameterizedTest
    @ValueSource(longs = {1_000, 33_333, 100_000, 999_999, 10 * MB, 1_234_567_891L, 100_000L * MB})
    void p11KeepsTheRateOverThirtySecondsAndInEachOfThem(long rate) {
        VirtualDemand demand = new VirtualDemand(rate, 1);
        demand.run(30 * SECOND, () -> 0);
        assertThat(demand.total()).isCloseTo(30 * rate, within(30 * rate / 50));
        assertThat(demand.mostInASecond()).isLessThanOrEqualTo(rate * 12 / 10);
    }

    @Test
    void p11SharesOneRateAmongMany() {
        VirtualDemand demand = new VirtualDemand(10 * MB, 16);
        demand.run(30 * SECOND, () -> 0);
        assertThat(demand.total()).isCloseTo(300L * MB, within(6L * MB));
        assertThat(demand.mostInASecond()).isLessThanOrEqualTo(12 * MB);
        long fair = demand.total() / 16;
        assertThat(LongStream.of(demand.passedBytes()).boxed())
                .allSatisfy(bytes -> assertThat(bytes).isCloseTo(fair, within(fair / 20)));
    }

    @Test
    void p11SleepersWhoWakeLateLoseNothing() {
        SplittableRandom random = Seed.announce("TokenBucketTest").random();
        VirtualDemand demand = new VirtualDemand(10 * MB, 2);
        demand.run(30 * SECOND, () -> random.nextInt(20_000_000));
        assertThat(demand.total()).isCloseTo(300L * MB, within(6L * MB));
        assertThat(demand.mostInASecond()).isLessThanOrEqualTo(12 * MB);
    }

    @Test
    void fractionsAddUpOverAYear() {
        long rate = 333_333_333;
        TokenBucket bucket = new TokenBucket(rate, 0);
        // Always in debt, so that nothing spills.
        long taken = 20_000_000_000L;
        bucket.take(bucket.burst() + taken, 0);
        long now = 0;
        long wait = 0;
        for (int i = 0; i < 1_000_000; i++) {
            now += 31_536_000_001L;
            taken += 10_512_000_000L;
            wait = bucket.take(10_512_000_000L, now);
        }
        BigInteger rateNow = BigInteger.valueOf(rate);
        BigInteger debt = BigInteger.valueOf(taken)
                .multiply(BigInteger.valueOf(SECOND))
                .subtract(rateNow.multiply(BigInteger.valueOf(now)));
        assertThat(wait).isPositive().isCloseTo(debt.divide(rateNow).longValueExact(), within(2L));
    }

    @Test
    void savesUpNoMoreThanABurst() {
        TokenBucket bucket = new TokenBucket(10 * MB, 0);
        assertThat(bucket.burst()).isEqualTo(MB / 2);
        assertThat(bucket.take(MB / 2, 3600 * SECOND)).isZero();
        assertThat(bucket.take(1, 3600 * SECOND)).isEqualTo(100);
    }

    @Test
    void burstsAreAUnitWhereThatIsLittle() {
        assertThat(new TokenBucket(200_000, 0).burst()).isEqualTo(TokenBucket.UNIT_BYTES);
        assertThat(new TokenBucket(1_000, 0).burst()).isEqualTo(150);
        assertThat(new TokenBucket(1, 0).burst()).isEqualTo(1);
    }

    @Test
    void aNewRateAppliesFromNowOn() {
        TokenBucket bucket = new TokenBucket(1_000, 0);
        bucket.take(bucket.burst() + 10_000, 0);
        long place = bucket.taken();
        assertThat(bucket.remaining(place, 5 * SECOND)).isEqualTo(5 * SECOND);
        bucket.bytesPerSecond(5_000, 5 * SECOND);
        assertThat(bucket.remaining(place, 5 * SECOND)).isEqualTo(SECOND);
        bucket.bytesPerSecond(2_500, 5 * SECOND + SECOND / 2);
        assertThat(bucket.remaining(place, 5 * SECOND + SECOND / 2)).isEqualTo(SECOND);
        assertThat(bucket.remaining(place, 7 * SECOND)).isZero();
    }

    @Test
    void aNewRateDoesNotKeepTheOldBurst() {
        TokenBucket bucket = new TokenBucket(Long.MAX_VALUE, 0);
        bucket.bytesPerSecond(1_000, SECOND);
        assertThat(bucket.take(1_150, SECOND)).isEqualTo(SECOND);
    }

    @Test
    void whoTookFirstWaitsOnlyForItself() {
        TokenBucket bucket = new TokenBucket(1_000, 0);
        bucket.take(bucket.burst(), 0);
        bucket.take(1_000, 0);
        long first = bucket.taken();
        bucket.take(3_000, 0);
        assertThat(bucket.remaining(first, 0)).isEqualTo(SECOND);
        assertThat(bucket.remaining(bucket.taken(), 0)).isEqualTo(4 * SECOND);
    }

    @Test
    void nothingOverflows() {
        for (long rate : new long[] {1, 1_000, 999_999_999, 100_000L * MB, Long.MAX_VALUE}) {
            TokenBucket bucket = new TokenBucket(rate, -SECOND);
            for (long now : new long[] {0, 1, SECOND, Long.MAX_VALUE - SECOND}) {
                long wait = bucket.take(Long.MAX_VALUE, now);
                assertThat(wait).isPositive();
                assertThat(bucket.remaining(bucket.taken(), now)).isEqualTo(wait);
            }
        }
    }

    @Test
    void aClockThatRunsBackwardsGivesNothing() {
        TokenBucket bucket = new TokenBucket(1_000, 0);
        long wait = bucket.take(10_000, SECOND);
        assertThat(bucket.remaining(bucket.taken(), 0)).isEqualTo(wait);
    }

    @Test
    void refusesWhatIsNoRateAndNoAmount() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(1, 0).bytesPerSecond(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(1, 0).take(-1, 0));
    }
}
