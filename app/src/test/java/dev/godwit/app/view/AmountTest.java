package dev.godwit.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.transfer.event.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1    | 0             | 1 item, 0 B",
                "1    | 3             | 1 file, 3 B",
                "1    | -1            | 1 file, size not known yet",
                "0    | 0             | 0 files and folders, 0 B",
                "1234 | 2000000000    | 1,234 files and folders, 2.0 GB",
            })
    void aSingleEntryWithoutBytesMayBeAnything(long entries, long bytes, String shown) {
        assertThat(Amount.ofEntries(entries, bytes)).isEqualTo(shown);
    }

    @Test
    void partsAreNamedByWhatTheyAre() {
        assertThat(Amount.of(Parts.offered(0, 1, 0), 0)).isEqualTo("1 folder, 0 B");
        assertThat(Amount.of(Parts.offered(1, 2, 3), 5)).isEqualTo("1 file, 2 folders and 3 links, 5 B");
        assertThat(Amount.of(Parts.offered(0, 0, 0), 0)).isEqualTo("0 files, 0 B");
    }
}
