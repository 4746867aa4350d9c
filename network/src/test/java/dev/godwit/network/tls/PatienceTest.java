package dev.godwit.network.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits against a clock that only the test moves. */
class PatienceTest {
    private static final long SECOND = 1_000_000_000;
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Patience patience = new Patience();

    @Test
    void whoIsBlockedForLongerThanTheLimitIsSilent() {
        patience.silence(TEN_SECONDS, SECOND);
        assertThat(patience.isSilent(20 * SECOND, 30 * SECOND)).isFalse();
        assertThat(patience.isSilent(20 * SECOND, 30 * SECOND + 1)).isTrue();
        assertThat(patience.isSilent(0, 99 * SECOND)).isFalse();
    }

    /** Last words get a second: also on a stream that nobody has said anything on for an hour. */
    @Test
    void aLimitSetAfterALongIdleCountsFromWhenItWasSet() {
        patience.silence(Duration.ZERO, SECOND);
        patience.silence(Duration.ofSeconds(1), 3_600 * SECOND);
        assertThat(patience.isSilent(SECOND, 3_600 * SECOND + 1)).isFalse();
        assertThat(patience.isSilent(SECOND, 3_601 * SECOND)).isFalse();
        assertThat(patience.isSilent(SECOND, 3_601 * SECOND + 1)).isTrue();
    }

    @Test
    void aDeadlinePassesUnlessItIsTakenAway() {
        patience.deadline(TEN_SECONDS, SECOND);
        assertThat(patience.isTooLate(11 * SECOND)).isFalse();
        assertThat(patience.isTooLate(11 * SECOND + 1)).isTrue();
        patience.deadline(Duration.ZERO, 11 * SECOND);
        assertThat(patience.isTooLate(99 * SECOND)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void withoutALimitNothingIsOver(long seconds) {
        patience.silence(Duration.ofSeconds(seconds), SECOND);
        patience.deadline(Duration.ofSeconds(seconds), SECOND);
        assertThat(patience.isSilent(SECOND, 1_000_000 * SECOND)).isFalse();
        assertThat(patience.isTooLate(1_000_000 * SECOND)).isFalse();
    }
}
