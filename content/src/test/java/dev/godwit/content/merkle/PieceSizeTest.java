package dev.godwit.content.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PieceSizeTest {
    private static final long MIB = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({
        "0, 262144",
        "1073741823, 262144",
        "1073741824, 1048576",
        "34359738368, 1048576",
        "34359738369, 2097152",
        "549755813888, 16777216",
        "549755813889, 16777216",
        "9223372036854775807, 16777216"
    })
    void growsWithTheLength(long lengthBytes, int pieceBytes) {
        assertThat(PieceSize.forLength(lengthBytes).bytes()).isEqualTo(pieceBytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -262144, 131072, 262143, 3 * 262144, 33554432, Integer.MIN_VALUE})
    void refusesOtherSizes(int bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PieceSize(bytes));
    }

    @Test
    void cutsAFileWithoutGapOrOverlap() {
        PieceSize size = PieceSize.STREAM;
        long length = 5 * MIB + 17;
        long end = 0;
        for (long index = 0; index < size.count(length); index++) {
            assertThat(size.offset(index)).isEqualTo(end);
            end += size.lengthOf(index, length);
        }
        assertThat(end).isEqualTo(length);
        assertThat(size.count(0)).isZero();
    }

    @Test
    void aPieceBehindTheEndHasNoLength() {
        assertThatThrownBy(() -> PieceSize.STREAM.lengthOf(1, MIB)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> PieceSize.STREAM.lengthOf(-1, MIB)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> PieceSize.STREAM.lengthOf(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
