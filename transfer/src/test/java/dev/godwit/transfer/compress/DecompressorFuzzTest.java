package dev.godwit.transfer.compress;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Any bytes are so much content or a fault. The first two bytes of an input say how much is expected. */
class DecompressorFuzzTest {
    private static final byte UNTOUCHED = 0x55;

    @FuzzTest(maxDuration = "60s")
    void opens(byte[] data) {
        if (data.length < Short.BYTES) {
            return;
        }
        ByteBuffer input = ByteBuffer.allocateDirect(data.length).put(data).flip();
        int expected = Short.toUnsignedInt(input.getShort());
        ByteBuffer target = ByteBuffer.allocateDirect(expected + 1);
        target.put(expected, UNTOUCHED).limit(expected);
        try (Decompressor decompressor = new Decompressor()) {
            decompressor.decompress(input, target);
            assertThat(input.hasRemaining()).isFalse();
            assertThat(target.hasRemaining()).isFalse();
        } catch (FaultException e) {
            assertThat(e.fault().code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        }
        assertThat(target.clear().get(expected)).isEqualTo(UNTOUCHED);
    }

    @Test
    void opensMutations() {
        Mutations.run(DecompressorFuzzTest.class, this::opens);
    }
}
