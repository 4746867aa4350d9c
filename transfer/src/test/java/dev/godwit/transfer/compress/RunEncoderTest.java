package dev.godwit.transfer.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RunEncoderTest {
    private static final int RUN_BYTES = 256 * 1024;
    private static final long SLOW_NANOS = 1_000_000_000;

    private final ByteBuffer[] zeros = {
        ByteBuffer.allocateDirect(RUN_BYTES / 2), ByteBuffer.allocateDirect(RUN_BYTES / 2)
    };
    private final ByteBuffer frame = ByteBuffer.allocateDirect(RUN_BYTES);

    @Test
    void alwaysCompressesWhatGetsSmaller() throws Exception {
        try (RunEncoder encoder = new RunEncoder(CompressMode.ALWAYS);
                Decompressor decompressor = new Decompressor()) {
            int size = encoder.encode(zeros, frame);
            assertThat(size).isPositive().isEqualTo(frame.position());
            ByteBuffer target = ByteBuffer.allocateDirect(RUN_BYTES).put(0, new byte[] {1});
            decompressor.decompress(frame.flip(), target);
            assertThat(target.get(0)).isZero();
            assertThat(zeros[0].remaining()).isEqualTo(RUN_BYTES / 2);
            assertThat(encoder.encode(random(), frame.clear())).isEqualTo(Compressor.NOT_WORTH);
        }
    }

    @Test
    void neverIsNever() {
        try (RunEncoder encoder = new RunEncoder(CompressMode.NEVER)) {
            assertThat(encoder.encode(zeros, frame)).isEqualTo(Compressor.NOT_WORTH);
        }
    }

    @Test
    void autoCompressesOnASlowLinkOnly() {
        try (RunEncoder encoder = new RunEncoder(CompressMode.AUTO)) {
            assertThat(encoder.encode(zeros, frame)).isEqualTo(Compressor.NOT_WORTH);
            encoder.sent(RUN_BYTES, RUN_BYTES, SLOW_NANOS);
            assertThat(encoder.encode(zeros, frame)).isPositive();
        }
    }

    @Test
    void autoLeavesRandomContentAlone() {
        try (RunEncoder encoder = new RunEncoder(CompressMode.AUTO)) {
            for (int i = 0; i < 10; i++) {
                assertThat(encoder.encode(random(), frame)).isEqualTo(Compressor.NOT_WORTH);
                encoder.sent(RUN_BYTES, RUN_BYTES, SLOW_NANOS);
            }
        }
    }

    @Test
    void nothingIsNotCompressed() {
        try (RunEncoder encoder = new RunEncoder(CompressMode.ALWAYS)) {
            assertThat(encoder.encode(new ByteBuffer[0], frame)).isEqualTo(Compressor.NOT_WORTH);
            encoder.sent(0, 0, 100);
        }
    }

    private static ByteBuffer[] random() {
        ByteBuffer random = ByteBuffer.allocateDirect(RUN_BYTES);
        new RandomContent(5).fill(random, 0);
        return new ByteBuffer[] {random.flip()};
    }
}
