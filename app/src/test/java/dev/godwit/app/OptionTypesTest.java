package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** Options that no command has yet. */
final class OptionTypesTest {
    @Test
    void ratesAndSizesAreNumbersOfBytes() {
        assertThat(new OptionTypes.Rate().convert("2Mbit/s")).isEqualTo(250_000);
        assertThat(new OptionTypes.Size().convert("1.5GiB")).isEqualTo(3L << 29);
    }

    @Test
    void aRefusalRepeatsTheValueAndSaysWhatWouldBeRight() {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new OptionTypes.Rate().convert("10Mb"))
                .withMessage("'10Mb' is not a rate such as 10MB, 1.5GiB, 800kbit or 2Mbit/s");
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new OptionTypes.Size().convert("10"))
                .withMessage("'10' is not a size such as 700MB, 1.5GiB or 4096B");
    }
}
