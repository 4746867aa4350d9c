package dev.godwit.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestWindowTest {
    private static final int PIECE = 1 << 20;

    @Test
    void beginsSmall() {
        assertThat(new RequestWindow(PIECE).pieces(Duration.ofSeconds(1))).isEqualTo(2);
    }

    @Test
    void coversTheRoundTripAndHalfASecond() {
        RequestWindow window = new RequestWindow(PIECE);
        window.arrived(PIECE, 10_000_000);
        assertThat(window.pieces(Duration.ZERO)).isBetween(49, 50);
        assertThat(window.pieces(Duration.ofMillis(500))).isBetween(99, 100);
    }

    @Test
    void followsTheRateButNotOnePieceAlone() {
        RequestWindow window = new RequestWindow(PIECE);
        window.arrived(PIECE, 10_000_000);
        window.arrived(PIECE, 1_000_000_000);
        assertThat(window.pieces(Duration.ZERO)).isBetween(30, 45);
        for (int i = 0; i < 50; i++) {
            window.arrived(PIECE, 1_000_000_000);
        }
        assertThat(window.pieces(Duration.ZERO)).isEqualTo(2);
    }

    @Test
    void isBoundedInBytesWhateverTheClockSays() {
        RequestWindow window = new RequestWindow(PIECE);
        window.arrived(Integer.MAX_VALUE, 0);
        assertThat(window.pieces(Duration.ofDays(1))).isEqualTo(256);
        assertThat(new RequestWindow(256 << 20).pieces(Duration.ZERO)).isEqualTo(2);
    }

    @Test
    void nothingForLongLeavesTheLeast() {
        RequestWindow window = new RequestWindow(PIECE);
        window.arrived(0, Long.MAX_VALUE);
        assertThat(window.pieces(Duration.ZERO)).isEqualTo(2);
    }
}
