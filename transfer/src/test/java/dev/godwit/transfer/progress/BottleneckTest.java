package dev.godwit.transfer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BottleneckTest {
    private static final long SECOND = 1_000_000_000L;

    private final Tally tally = new Tally();
    private final Bottleneck bottleneck = new Bottleneck(tally);

    /** Counts about that many seconds: the clock is read once more in between. */
    private void spend(Activity activity, long seconds) {
        assertThat(tally.spent(activity, System.nanoTime() - seconds * SECOND)).isNotZero();
    }

    @Test
    void saysNothingWhileNothingHappens() {
        assertThat(bottleneck.look()).isEmpty();
    }

    @Test
    void namesWhatTakesMoreThanHalf() {
        spend(Activity.NETWORK, 10);
        spend(Activity.SOURCE, 60);
        assertThat(bottleneck.look()).isEqualTo("source disk");
    }

    @Test
    void namesNothingWhenNothingTakesMoreThanHalf() {
        spend(Activity.NETWORK, 40);
        spend(Activity.HASHING, 30);
        spend(Activity.DESTINATION, 30);
        assertThat(bottleneck.look()).isEmpty();
    }

    @Test
    void looksAtTheTimeSinceTheLastLook() {
        spend(Activity.DESTINATION, 1000);
        assertThat(bottleneck.look()).isEqualTo("receiver disk");
        spend(Activity.HASHING, 10);
        assertThat(bottleneck.look()).isEqualTo("cpu");
        assertThat(bottleneck.look()).isEmpty();
    }
}
