package dev.godwit.transfer.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecompressorTest {
    private static final int MIB = 1024 * 1024;
    private static final int MAGIC = 0xFD2FB528;

    private final Compressor compressor = new Compressor();
    private final Decompressor decompressor = new Decompressor();

    @AfterEach
    void close() {
        compressor.close();
        decompressor.close();
    }

    @Test
    void givesBackWhatWasCompressed() throws Exception {
        SplittableRandom random = Seed.announce("DecompressorTest").random();
        for (int round = 0; round < 50; round++) {
            byte[] content = compressible(random, random.nextInt(100, MIB));
            ByteBuffer target = ByteBuffer.allocateDirect(content.length + 2).position(1);
            target.limit(target.capacity() - 1);
            decompressor.decompress(direct(frame(content)), target);
            assertThat(target.hasRemaining()).isFalse();
            assertThat(bytes(target.position(1))).isEqualTo(content);
            assertThat(target.clear().get(0)).isZero();
            assertThat(target.get(content.length + 1)).isZero();
        }
    }

    @Test
    void severalBuffersAreOneContent() throws Exception {
        byte[] content = compressible(new SplittableRandom(1), 100_000);
        ByteBuffer whole = direct(content);
        ByteBuffer[] parts = {whole.slice(0, 1), whole.slice(1, 70_000), whole.slice(70_001, 29_999)};
        ByteBuffer frame = ByteBuffer.allocateDirect(content.length);
        int size = compressor.compress(parts, frame);
        assertThat(size).isPositive().isEqualTo(frame.position());
        assertThat(parts[1].remaining()).isEqualTo(70_000);
        ByteBuffer target = ByteBuffer.allocateDirect(content.length);
        decompressor.decompress(frame.flip(), target);
        assertThat(bytes(target.flip())).isEqualTo(content);
    }

    @Test
    void whatDoesNotGetATenthSmallerIsNotWorthIt() {
        ByteBuffer random = direct(new RandomContent(3).bytes(256 * 1024));
        ByteBuffer target = ByteBuffer.allocateDirect(256 * 1024);
        assertThat(compressor.compress(new ByteBuffer[] {random}, target)).isEqualTo(Compressor.NOT_WORTH);
        assertThat(target.position()).isZero();
        assertThat(random.remaining()).isEqualTo(256 * 1024);
        ByteBuffer tiny = direct(new byte[4]);
        assertThat(compressor.compress(new ByteBuffer[] {tiny}, target)).isEqualTo(Compressor.NOT_WORTH);
    }

    @Test
    void aTargetThatIsTooSmallIsNotWritten() {
        ByteBuffer content = direct(compressible(new SplittableRandom(1), 100_000));
        ByteBuffer target = ByteBuffer.allocateDirect(10);
        assertThat(compressor.compress(new ByteBuffer[] {content}, target)).isEqualTo(Compressor.NOT_WORTH);
    }

    @Test
    void a2BombIsNeverMoreThanTheKnownSize() {
        byte[] bomb = frame(new byte[MIB]);
        assertThat(bomb.length).isLessThan(200);
        assertRefused(bomb, 64 * 1024, "other content size");
    }

    @Test
    void a2BombWithForgedContentSizeEndsAtTheKnownSize() {
        // Blocks of one repeated byte, 128 KiB each, under a header that admits to 64 KiB.
        ByteBuffer bomb = ByteBuffer.allocate(4 + 1 + 4 + 100 * 4).order(ByteOrder.LITTLE_ENDIAN);
        bomb.putInt(MAGIC).put((byte) 0xA0).putInt(64 * 1024);
        for (int block = 0; block < 100; block++) {
            int header = ((128 * 1024) << 3) | (1 << 1) | (block == 99 ? 1 : 0);
            bomb.putShort((short) header).put((byte) (header >> 16)).put((byte) 'x');
        }
        assertRefused(bomb.array(), 64 * 1024, "compressed content");
    }

    @Test
    void a2ForgedContentSizeIsRefusedWhateverItSays() {
        byte[] content = compressible(new SplittableRandom(1), 1_000);
        for (long forged : new long[] {0, 999, 1_001, Integer.MAX_VALUE, Long.MAX_VALUE, -1, -2}) {
            assertRefused(withContentSize(frame(content), forged), 1_000, "other content size");
        }
    }

    @Test
    void a2LessContentThanTheHeaderSaysIsRefused() {
        byte[] content = compressible(new SplittableRandom(1), 1_000);
        assertRefused(withContentSize(frame(content), 1_001), 1_001, "compressed content");
    }

    @Test
    void a2FrameWithoutContentSizeIsRefused() {
        byte[] frame = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x00, 0x58, 0x0B, 0x00, 0x00, 'x'};
        assertRefused(frame, 1, "no content size");
    }

    @Test
    void a2TrailingBytesAreRefused() {
        byte[] frame = frame(new byte[1_000]);
        assertRefused(joined(frame, new byte[] {0}), 1_000, "bytes after the frame");
        assertRefused(joined(frame, new byte[MIB]), 1_000, "bytes after the frame");
    }

    @Test
    void a2SeveralFramesAreRefused() {
        byte[] frame = frame(new byte[1_000]);
        assertRefused(joined(frame, frame), 1_000, "bytes after the frame");
        assertRefused(joined(frame, frame), 2_000, "other content size");
    }

    @Test
    void a2SkippableFramesAreRefused() {
        byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 'x'};
        byte[] frame = frame(new byte[1_000]);
        assertRefused(joined(skippable, frame), 1_000, "no frame");
        assertRefused(joined(frame, skippable), 1_000, "bytes after the frame");
    }

    @Test
    void a2DictionariesAreRefused() {
        byte[] frame = frame(new byte[1_000]);
        for (int flag = 1; flag < 4; flag++) {
            byte[] other = frame.clone();
            other[4] |= (byte) flag;
            assertRefused(other, 1_000, "dictionary");
        }
    }

    @Test
    void a2FormatsOfEarlierYearsAreRefused() {
        for (int version = 0x22; version < 0x28; version++) {
            byte[] frame = frame(new byte[1_000]);
            frame[0] = (byte) version;
            assertRefused(frame, 1_000, "no frame");
        }
    }

    @Test
    void a2ReservedBitsAndBlocksAreRefused() {
        byte[] frame = frame(new byte[1_000]);
        byte[] reservedBit = frame.clone();
        reservedBit[4] |= 0x08;
        assertRefused(reservedBit, 1_000, "reserved bit");
        byte[] reservedBlock = frame.clone();
        reservedBlock[7] |= 0x06;
        assertRefused(reservedBlock, 1_000, "reserved block");
    }

    @Test
    void a2EveryPrefixIsRefused() {
        byte[] content = compressible(new SplittableRandom(1), 10_000);
        byte[] frame = frame(content);
        IntStream.range(0, frame.length)
                .forEach(length -> assertRefused(Arrays.copyOf(frame, length), content.length, ""));
    }

    @Test
    void aFaultLeavesTheDecompressorUsable() throws Exception {
        byte[] content = compressible(new SplittableRandom(1), 10_000);
        byte[] frame = frame(content);
        byte[] damaged = frame.clone();
        Arrays.fill(damaged, 20, damaged.length / 2, (byte) 0xFF);
        assertRefused(damaged, content.length, "");
        ByteBuffer target = ByteBuffer.allocateDirect(content.length);
        decompressor.decompress(direct(frame), target);
        assertThat(bytes(target.flip())).isEqualTo(content);
    }

    private void assertRefused(byte[] frame, int size, String reason) {
        ByteBuffer target = ByteBuffer.allocateDirect(size + 4096).limit(size);
        assertThatThrownBy(() -> decompressor.decompress(direct(frame), target))
                .isInstanceOfSatisfying(FaultException.class, e -> {
                    assertThat(e.fault().code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
                    assertThat(e.fault().message()).contains(reason);
                });
        target.clear().position(size);
        assertThat(bytes(target)).containsOnly(0);
    }

    private byte[] frame(byte[] content) {
        ByteBuffer frame = ByteBuffer.allocateDirect(content.length);
        assertThat(compressor.compress(new ByteBuffer[] {direct(content)}, frame))
                .isPositive();
        return bytes(frame.flip());
    }

    /** The same frame with eight bytes of content size. */
    private static byte[] withContentSize(byte[] frame, long size) {
        int descriptor = Byte.toUnsignedInt(frame[4]);
        assertThat(descriptor & 0x20).isPositive();
        int blocks = 5 + (1 << (descriptor >> 6));
        return ByteBuffer.allocate(13 + frame.length - blocks)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .put((byte) (descriptor | 0xC0))
                .putLong(size)
                .put(frame, blocks, frame.length - blocks)
                .array();
    }

    private static byte[] compressible(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append("godwit ").append(random.nextInt(1_000)).append('\n');
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
