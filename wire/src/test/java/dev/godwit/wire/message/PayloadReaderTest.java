package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.merkle.Blocks;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of every field: cases H4, L1, R1 and R2 of the security list. */
class PayloadReaderTest {
    private static final long LENGTH_MAX = 1L << 48;
    private static final int PIECES_MAX = 1 << 24;
    private static final byte[] HASH = new byte[32];
    private static final byte[] NO_BYTES = {};

    /** What an entry needs besides its path. */
    private record Figures(long length, int mode, long seconds, int nanos, long dataBytes, int pieceBits) {
        static final Figures GOOD = new Figures(1_000_000, 0644, 1_767_225_600, 0, 1_000_000, 18);

        Figures length(long value) {
            return new Figures(value, mode, seconds, nanos, value, pieceBits);
        }

        Figures mode(int value) {
            return new Figures(length, value, seconds, nanos, dataBytes, pieceBits);
        }

        Figures time(long newSeconds, int newNanos) {
            return new Figures(length, mode, newSeconds, newNanos, dataBytes, pieceBits);
        }

        Figures dataBytes(long value) {
            return new Figures(length, mode, seconds, nanos, value, pieceBits);
        }

        Figures pieceBits(int value) {
            return new Figures(length, mode, seconds, nanos, dataBytes, value);
        }

        byte[] payload(String... path) {
            ByteBuffer out = ByteBuffer.allocate(100_000).putInt(0).put((byte) path.length);
            for (String component : path) {
                byte[] utf8 = component.getBytes(StandardCharsets.UTF_8);
                out.put((byte) utf8.length).put(utf8);
            }
            out.putLong(length).putShort((short) mode).putLong(seconds).putInt(nanos);
            return taken(out.putLong(dataBytes).put((byte) pieceBits));
        }
    }

    @Test
    void boundsTheEntry() {
        for (int index : new int[] {1, -1, Integer.MIN_VALUE}) {
            byte[] payload = Figures.GOOD.payload("a");
            ByteBuffer.wrap(payload).putInt(index);
            assertRefused(MessageType.ENTRY_OFFERED, payload);
            assertRefused(MessageType.GET, index, 0L, 1);
            assertRefused(MessageType.BLOCKS, index, 0L, 1, HASH);
            assertRefused(MessageType.STREAM_END, index, 0L);
            assertRefused(MessageType.HAVE, index, 0L, 0L);
            assertRefused(MessageType.ROOT_REQUEST, index);
            assertRefused(MessageType.ROOT, index, 0L, HASH);
        }
    }

    @Test
    void boundsTheFiguresOfAnEntry() {
        Figures good = Figures.GOOD;
        assertTaken(good);
        assertTaken(good.length(0));
        assertTaken(good.length(-1));
        assertTaken(good.length(LENGTH_MAX).pieceBits(24));
        assertRefused(good.length(LENGTH_MAX + 1).pieceBits(24));
        assertRefused(good.length((1L << 42) + 1));
        assertRefused(good.length(-2));
        assertRefused(good.length(Long.MIN_VALUE));
        assertRefused(good.length(Long.MAX_VALUE));
        assertTaken(good.mode(0777));
        assertRefused(good.mode(01000));
        assertRefused(good.mode(04755));
        assertTaken(good.dataBytes(0));
        assertRefused(good.dataBytes(-1));
        assertRefused(good.dataBytes(1_000_001));
        assertRefused(good.length(-1).dataBytes(0));
        for (int bits : new int[] {0, 17, 25, 30, 31, 32, 50, 255}) {
            assertRefused(good.pieceBits(bits));
        }
    }

    @Test
    void boundsTimes() {
        long max = (1L << 40) - 1;
        assertTaken(Figures.GOOD.time(max, 999_999_999));
        assertTaken(Figures.GOOD.time(-max, 0));
        assertRefused(Figures.GOOD.time(0, 1_000_000_000));
        assertRefused(Figures.GOOD.time(0, -1));
        for (long seconds : new long[] {max + 1, -max - 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1}) {
            assertRefused(Figures.GOOD.time(seconds, 0));
            assertRefused(MessageType.COMPLETE, 0L, HASH, seconds, new byte[64]);
        }
        assertTaken(MessageType.COMPLETE, 0L, HASH, max, new byte[64]);
    }

    /** Cases R1 and R2: no component of a path leads anywhere but down. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "/etc/passwd", "a/b", "../a", "//x", "a/../../b", "a\0b"})
    void refusesNamesThatAreNoNames(String name) {
        assertFault(FaultCode.NAME_UNSAFE, MessageType.ENTRY_OFFERED, Figures.GOOD.payload(name));
        assertFault(FaultCode.NAME_UNSAFE, MessageType.ENTRY_OFFERED, Figures.GOOD.payload("a", name, "b"));
    }

    @Test
    void boundsThePath() {
        String[] deepest = new String[128];
        Arrays.fill(deepest, "n".repeat(255));
        assertTaken(MessageType.ENTRY_OFFERED, Figures.GOOD.payload(deepest));
        assertThat(Figures.GOOD.payload(deepest)).hasSize(MessageType.ENTRY_OFFERED.payloadBytesMax());
        assertRefused(MessageType.ENTRY_OFFERED, Figures.GOOD.payload());
        assertRefused(MessageType.ENTRY_OFFERED, Figures.GOOD.payload(Arrays.copyOf(shortNames(), 129)));
        assertRefused(MessageType.ENTRY_OFFERED, Figures.GOOD.payload(shortNames()));
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] overlongSlash = {(byte) 0xC0, (byte) 0xAF};
        byte[] halfSurrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
        for (byte[] bad : new byte[][] {overlongSlash, halfSurrogate, {(byte) 0xFF}, {'a', (byte) 0xC3}}) {
            byte[] path =
                    joined(0, (byte) 1, (byte) bad.length, bad, Arrays.copyOfRange(Figures.GOOD.payload("a"), 7, 38));
            assertRefused(MessageType.ENTRY_OFFERED, path);
            assertRefused(MessageType.HELLO, (short) 1, (short) 1, 0L, (byte) bad.length, bad);
            assertRefused(MessageType.FAILED, (short) 7, (short) bad.length, bad);
        }
    }

    @Test
    void boundsTextsByTheirMessage() {
        assertTaken(MessageType.HELLO, (short) 1, (short) 1, 0L, (byte) 64, new byte[64]);
        assertRefused(MessageType.HELLO, (short) 1, (short) 1, 0L, (byte) 255, new byte[64]);
        assertRefused(MessageType.HELLO, (short) 1, (short) 1, 0L, (byte) 63, new byte[64]);
        assertTaken(MessageType.FAILED, (short) 7, (short) 1024, new byte[1024]);
        assertRefused(MessageType.FAILED, (short) 7, (short) -1, new byte[1024]);
    }

    /** A piece that no file has would overflow when it is multiplied by its size. */
    @Test
    void boundsRequests() {
        assertTaken(MessageType.GET, 0, 0L, 1024);
        assertTaken(MessageType.GET, 0, PIECES_MAX - 1L, 1);
        assertTaken(MessageType.GET, 0, PIECES_MAX - 1024L, 1024);
        assertRefused(MessageType.GET, 0, PIECES_MAX - 1023L, 1024);
        assertRefused(MessageType.GET, 0, (long) PIECES_MAX, 1);
        assertRefused(MessageType.GET, 0, LENGTH_MAX, 1);
        assertRefused(MessageType.GET, 0, Long.MAX_VALUE, 1);
        assertRefused(MessageType.GET, 0, -1L, 1);
        assertRefused(MessageType.GET, 0, 0L, 0);
        assertRefused(MessageType.GET, 0, 0L, 1025);
        assertRefused(MessageType.GET, 0, 0L, -1);
    }

    @Test
    void boundsReports() {
        assertTaken(MessageType.HAVE, 0, (long) PIECES_MAX, LENGTH_MAX);
        assertRefused(MessageType.HAVE, 0, PIECES_MAX + 1L, 0L);
        assertRefused(MessageType.HAVE, 0, -1L, 0L);
        assertRefused(MessageType.HAVE, 0, 0L, LENGTH_MAX + 1);
        assertRefused(MessageType.HAVE, 0, 0L, -1L);
        assertTaken(MessageType.ENTRIES_END, 0);
        assertTaken(MessageType.ENTRIES_END, 1);
        assertRefused(MessageType.ENTRIES_END, 2);
        assertRefused(MessageType.ENTRIES_END, -1);
        assertTaken(MessageType.STREAM_END, 0, LENGTH_MAX);
        assertRefused(MessageType.STREAM_END, 0, LENGTH_MAX + 1);
        assertRefused(MessageType.STREAM_END, 0, -1L);
    }

    @Test
    void refusesAnEmptyFileWithARoot() {
        byte[] one = new byte[32];
        one[31] = 1;
        assertTaken(MessageType.ROOT, 0, 0L, HASH);
        assertTaken(MessageType.ROOT, 0, 1L, one);
        assertRefused(MessageType.ROOT, 0, 0L, one);
        assertRefused(MessageType.ROOT, 0, -1L, one);
        assertRefused(MessageType.ROOT, 0, LENGTH_MAX + 1, one);
        assertRefused(MessageType.COMPLETE, 0L, one, 0L, new byte[64]);
    }

    @Test
    void countsAHashForEveryBlock() {
        assertTaken(MessageType.BLOCKS, 0, 0L, 1, new byte[32]);
        assertTaken(MessageType.BLOCKS, 0, 0L, 16_384, new byte[32]);
        assertTaken(MessageType.BLOCKS, 0, 0L, 16_385, new byte[64]);
        assertTaken(MessageType.BLOCKS, 0, LENGTH_MAX / Blocks.BLOCK_BYTES, 1 << 20, new byte[64 * 32]);
        assertRefused(MessageType.BLOCKS, 0, LENGTH_MAX / Blocks.BLOCK_BYTES + 1, 1, HASH);
        assertRefused(MessageType.BLOCKS, 0, -1L, 1, HASH);
        assertRefused(MessageType.BLOCKS, 0, 0L, 0, NO_BYTES);
        assertRefused(MessageType.BLOCKS, 0, 0L, 1, NO_BYTES);
        assertRefused(MessageType.BLOCKS, 0, 0L, 16_385, HASH);
        assertRefused(MessageType.BLOCKS, 0, 0L, 1, new byte[64]);
        assertRefused(MessageType.BLOCKS, 0, 0L, 1, new byte[33]);
        assertRefused(MessageType.BLOCKS, 0, 0L, (1 << 20) + 1, new byte[65 * 32]);
        assertRefused(MessageType.BLOCKS, 0, 0L, -1, HASH);
        assertRefused(MessageType.BLOCKS, 0, 0L, Integer.MAX_VALUE, HASH);
        assertRefused(MessageType.BLOCKS, 0, 0L, Integer.MIN_VALUE, HASH);
    }

    /** The bytes of a zero block are not sent: a shorter one with its hash would be kept without having that hash. */
    @Test
    void refusesAShortBlockWithTheHashOfZeros() {
        byte[] zero = Blocks.ZERO_BLOCK.toBytes();
        assertTaken(MessageType.BLOCKS, 0, 0L, 16_384, zero);
        assertTaken(MessageType.BLOCKS, 0, 0L, 16_385, zero, HASH);
        assertRefused(MessageType.BLOCKS, 0, 0L, 16_383, zero);
        assertRefused(MessageType.BLOCKS, 0, 0L, 16_385, HASH, zero);
    }

    private static String[] shortNames() {
        return IntStream.range(0, 256).mapToObj(i -> "n").toArray(String[]::new);
    }

    private static void assertTaken(Figures figures) {
        assertTaken(MessageType.ENTRY_OFFERED, figures.payload("a"));
    }

    private static void assertRefused(Figures figures) {
        assertRefused(MessageType.ENTRY_OFFERED, figures.payload("a"));
    }

    private static void assertTaken(MessageType type, Object... fields) {
        try {
            assertThat(PayloadReader.read(type, ByteBuffer.wrap(joined(fields))).type())
                    .isEqualTo(type);
        } catch (FaultException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(MessageType type, Object... fields) {
        assertFault(FaultCode.PROTOCOL_VIOLATION, type, fields);
    }

    private static void assertFault(FaultCode code, MessageType type, Object... fields) {
        assertThatThrownBy(() -> PayloadReader.read(type, ByteBuffer.wrap(joined(fields))))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    private static byte[] joined(Object... fields) {
        ByteBuffer out = ByteBuffer.allocate(100_000);
        for (Object field : fields) {
            switch (field) {
                case Byte value -> out.put(value);
                case Short value -> out.putShort(value);
                case Integer value -> out.putInt(value);
                case Long value -> out.putLong(value);
                case byte[] bytes -> out.put(bytes);
                default -> throw new AssertionError("no such field: " + field);
            }
        }
        return taken(out);
    }

    private static byte[] taken(ByteBuffer out) {
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }
}
