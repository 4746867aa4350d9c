package dev.godwit.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamCountTest {
    private final StreamCount count = new StreamCount(2);

    @Test
    void addsWhileEachMakesItFaster() {
        int added = 0;
        double rate = 100;
        for (int second = 0; second < 100; second++) {
            if (count.wantsMore(rate, 0.95)) {
                added++;
                rate *= 1.3;
            }
        }
        assertThat(added).isEqualTo(6);
    }

    @Test
    void stopsWhenTheLastGainedNothing() {
        int added = 0;
        for (int second = 0; second < 100; second++) {
            added += count.wantsMore(100, 0.95) ? 1 : 0;
        }
        assertThat(added).isEqualTo(1);
    }

    @Test
    void addsNoneWhereTheNetworkIsNotWaitedFor() {
        for (int second = 0; second < 100; second++) {
            assertThat(count.wantsMore(100, 0.5)).isFalse();
        }
    }

    @Test
    void waitsUntilAStreamHasFoundItsPace() {
        assertThat(count.wantsMore(100, 1)).isFalse();
        assertThat(count.wantsMore(100, 1)).isTrue();
        assertThat(count.wantsMore(1_000, 1)).isFalse();
        assertThat(count.wantsMore(1_000, 1)).isTrue();
    }
}
