package dev.godwit.app.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormattingTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "2000000000, 2.0 GB",
        "9223372036854775807, 9.2 EB"
    })
    void sizesAreDecimal(long bytes, String shown) {
        assertThat(ByteSize.of(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 kB/s",
        "52000, 52 kB/s",
        "999500, 1.0 MB/s",
        "9940000, 9.9 MB/s",
        "312400000, 312 MB/s",
        "1240000000, 1240 MB/s"
    })
    void ratesStayInMegabytes(double bytesPerSecond, String shown) {
        assertThat(ByteSize.perSecond(bytesPerSecond)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "15m, 900", "24h, 86400", "7d, 604800", "3650d, 315360000"})
    void durationsAreRead(String option, long seconds) {
        assertThat(DurationText.parse(option)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "0s",
                "-1s",
                "1.5h",
                "1h30m",
                "1w",
                "9999999999s",
                " 1s",
                "3651d",
                "999999999d",
                "87601h",
                "315360001s"
            })
    void otherDurationsAreRefused(String option) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(option));
    }

    @ParameterizedTest
    @CsvSource({"90, 90s", "900, 15m", "86400, 24h", "604800, 7d", "3661, 3661s"})
    void durationsAreWrittenAsOptions(long seconds, String option) {
        assertThat(DurationText.exact(Duration.ofSeconds(seconds))).isEqualTo(option);
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "3, 0:03", "754, 12:34", "3723, 1:02:03", "97200, 1d 3h"})
    void timeLeftIsAClock(long seconds, String shown) {
        assertThat(DurationText.clock(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"6.42, 6.4 s", "59.96, 1 min 0 s", "125.2, 2 min 5 s", "11520, 3 h 12 min"})
    void timeSpentIsRounded(double seconds, String shown) {
        assertThat(DurationText.spent(seconds)).isEqualTo(shown);
    }

    @Test
    void ticketsAreBlottedOut() {
        assertThat(TicketMask.of("Unmatched argument at index 1: 'godwit:aBc-_9?x=1' and GODWIT:xyz"))
                .isEqualTo("Unmatched argument at index 1: 'godwit:…' and godwit:…");
        assertThat(TicketMask.of("godwit: Stopped.")).isEqualTo("godwit: Stopped.");
    }
}
