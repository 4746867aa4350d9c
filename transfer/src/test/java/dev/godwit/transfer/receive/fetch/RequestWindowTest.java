package dev.godwit.transfer.receive.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestWindowTest {
    private static final long MIB = 1 << 20;
    private static final long LEAST = 512 << 10;

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final RequestWindow window = new RequestWindow();

    @Test
    void beginsSmall() {
        assertThat(window.bytes(Duration.ofSeconds(1), NO_LIMIT)).isEqualTo(LEAST);
    }

    @Test
    void coversTheRoundTripAndHalfASecond() {
        window.arrived(MIB, 10_000_000);
        assertThat(window.bytes(Duration.ZERO, NO_LIMIT)).isBetween(50 * MIB - 10, 50 * MIB);
        assertThat(window.bytes(Duration.ofMillis(500), NO_LIMIT)).isBetween(100 * MIB - 10, 100 * MIB);
    }

    @Test
    void followsTheRateButNotOneAnswerAlone() {
        window.arrived(MIB, 10_000_000);
        window.arrived(MIB, 1_000_000_000);
        assertThat(window.bytes(Duration.ZERO, NO_LIMIT)).isBetween(30 * MIB, 45 * MIB);
        for (int i = 0; i < 50; i++) {
            window.arrived(MIB, 1_000_000_000);
        }
        assertThat(window.bytes(Duration.ZERO, NO_LIMIT)).isBetween(LEAST, LEAST + 100);
    }

    @Test
    void isBoundedWhateverTheClockSays() {
        window.arrived(Integer.MAX_VALUE, 0);
        assertThat(window.bytes(Duration.ofDays(1), NO_LIMIT)).isEqualTo(256 * MIB);
    }

    @Test
    void nothingForLongLeavesTheLeast() {
        window.arrived(0, Long.MAX_VALUE);
        assertThat(window.bytes(Duration.ZERO, NO_LIMIT)).isEqualTo(LEAST);
    }

    @Test
    void asksForNoMoreThanALimitLetsCome() {
        window.arrived(MIB, 1_000_000);
        assertThat(window.bytes(Duration.ofMillis(50), 10 * MIB)).isEqualTo(MIB);
        assertThat(window.bytes(Duration.ofMillis(150), 10 * MIB)).isEqualTo(2 * MIB);
    }
}
