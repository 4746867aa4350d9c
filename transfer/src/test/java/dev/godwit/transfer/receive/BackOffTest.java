package dev.godwit.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final List<Integer> FULL_MILLIS =
            List.of(200, 250, 312, 390, 488, 610, 762, 953, 1192, 1490, 1862, 2328, 2910, 3637, 4547, 5000, 5000);

    @Test
    void growsByAQuarterUpToItsLimitAndKeepsAtLeastHalf() {
        SplittableRandom random = Seed.announce("BackOffTest").random();
        for (int i = 0; i < 500; i++) {
            BackOff backOff = new BackOff(random);
            for (int full : FULL_MILLIS) {
                assertThat(backOff.delay().toMillis()).isBetween(full / 2L, full + 1L);
            }
        }
    }

    @Test
    void twoReceiversDoNotComeBackTogether() {
        BackOff backOff = new BackOff(Seed.announce("BackOffTest").random());
        Set<Long> delays = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            delays.add(backOff.delay().toMillis());
        }
        assertThat(delays).hasSizeGreaterThan(30);
    }

    @Test
    void isShortAgainAfterAReset() {
        BackOff backOff = new BackOff(new SplittableRandom(1));
        for (int i = 0; i < 10; i++) {
            assertThat(backOff.delay()).isPositive();
        }
        backOff.reset();
        assertThat(backOff.delay().toMillis()).isBetween(100L, 200L);
    }
}
