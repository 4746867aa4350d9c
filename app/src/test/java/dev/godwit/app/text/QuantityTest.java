package dev.godwit.app.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "4096B, 4096",
        "0B, 0",
        "1kB, 1000",
        "1KB, 1000",
        "700MB, 700000000",
        "1.5GiB, 1610612736",
        "312.4 MB, 312400000",
        "2TiB, 2199023255552",
        "0.0015kB, 1",
        "8191PiB, 9222246136947933184"
    })
    void sizesAreBytes(String option, long bytes) {
        assertThat(QuantityText.size(option)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "10MB, 10000000",
        "10MB/s, 10000000",
        "1.5GiB, 1610612736",
        "800kbit, 100000",
        "2Mbit/s, 250000",
        "1Mibit, 131072",
        "8bit, 1",
        "312 MB/s, 312000000"
    })
    void ratesAreBytesPerSecond(String option, long bytesPerSecond) {
        assertThat(QuantityText.rate(option)).isEqualTo(bytesPerSecond);
    }

    /** Whatever {@link ByteSize} shows can be pasted into an option. */
    @ParameterizedTest
    @ValueSource(longs = {1_000, 52_000, 1_500_000, 9_900_000, 312_000_000})
    void whatIsShownIsRead(long bytes) {
        assertThat(QuantityText.size(ByteSize.of(bytes))).isEqualTo(bytes);
        assertThat(QuantityText.rate(ByteSize.perSecond((double) bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "MB",
                "10M",
                "10mb",
                "10Mb",
                "10Mbps",
                "-1MB",
                "+1MB",
                "1e6B",
                "1,5GB",
                ".5MB",
                "1.MB",
                "1iB",
                " 1MB",
                "1MB ",
                "1  MB",
                "1MB/h",
                "1EB",
                "0x10B",
                "\u0661MB",
                "1234567890123456789B"
            })
    void otherRatesAndSizesAreRefused(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuantityText.rate(option))
                .withMessageContaining("not a rate such as 10MB");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuantityText.size(option))
                .withMessageContaining("not a size such as 700MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1MB/s", "8bit", "1Mbit"})
    void aSizeIsNoRate(String option) {
        assertThatIllegalArgumentException().isThrownBy(() -> QuantityText.size(option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0MB", "7bit", "0.5B", "0.0kbit/s"})
    void aRateMovesSomething(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuantityText.rate(option))
                .withMessage("too slow: 1B/s at least");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8192PiB", "999999999999999999PB"})
    void aQuantityFitsIntoALong(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuantityText.size(option))
                .withMessage("too much: 9.2 EB at most");
    }
}
