package dev.godwit.content.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.testkit.RandomContent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    private static final byte[] BYTES = new RandomContent(1).bytes(Hash.BYTES);

    @Test
    void staysTheSameThroughEveryForm() {
        Hash hash = Hash.of(BYTES);
        ByteBuffer buffer = ByteBuffer.allocateDirect(Hash.BYTES);
        hash.write(buffer);

        assertThat(hash.toBytes()).isEqualTo(BYTES);
        assertThat(Hash.read(buffer.flip())).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(Hash.parse(hash.toString())).isEqualTo(hash);
        assertThat(Hash.parse(hash.toString().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(hash);
        assertThat(hash.toString()).hasSize(64).isLowerCase();
    }

    @Test
    void doesNotChangeWithTheArrayItCameFrom() {
        byte[] bytes = BYTES.clone();
        Hash hash = Hash.of(bytes);
        bytes[0]++;
        hash.toBytes()[1]++;
        assertThat(hash.toBytes()).isEqualTo(BYTES);
    }

    @Test
    void everyBitCounts() {
        for (int bit = 0; bit < 8 * Hash.BYTES; bit++) {
            byte[] other = BYTES.clone();
            other[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Hash.of(other)).isNotEqualTo(Hash.of(BYTES));
        }
    }

    @Test
    void refusesOtherLengths() {
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.parse("00".repeat(33)));
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.parse("0g".repeat(32)));
        assertThatThrownBy(() -> Hash.read(ByteBuffer.allocate(31))).isInstanceOf(BufferUnderflowException.class);
    }

    @Test
    void contentIdStaysTheSameThroughItsText() {
        ContentId id = new ContentId(Long.MAX_VALUE, Hash.of(BYTES));
        assertThat(ContentId.parse(id.toString())).isEqualTo(id);
        assertThat(ContentId.parse(ContentId.EMPTY.toString())).isEqualTo(ContentId.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "X:1", "H", "H:", "H:-1", "H:+1", "H:01", "H: 1", "H:9223372036854775808", "H:0", "H1:1"
            })
    void contentIdRefusesOtherTexts(String pattern) {
        String text = pattern.replace("H", "ab".repeat(32)).replace("X", "AB".repeat(32));
        assertThatIllegalArgumentException().isThrownBy(() -> ContentId.parse(text));
    }
}
