package dev.godwit.wire.message;

import static dev.godwit.wire.message.Payloads.assertFault;
import static dev.godwit.wire.message.Payloads.joined;
import static dev.godwit.wire.message.Payloads.text16;
import static dev.godwit.wire.message.Payloads.text8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.manifest.Entry;
import dev.godwit.wire.fault.FaultCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edges of every field of an entry: cases H4, L1, R1 and R2 of the security list. */
class EntryCodecTest {
    private static final long LENGTH_MAX = 1L << 48;
    private static final byte DIRECTORY = 1;
    private static final byte FILE = 2;
    private static final byte LINK = 3;
    private static final byte[] NAME = text8("a");
    private static final byte[] TIME = joined(1_767_225_600L, 0);

    @Test
    void boundsTheFiguresOfAFile() {
        assertTaken(file(0644, 1_000_000, 1_000_000, 18));
        assertTaken(file(0777, 0, 0, 18));
        assertTaken(file(0, -1, -1, 20));
        assertTaken(file(0644, LENGTH_MAX, LENGTH_MAX, 24));
        assertTaken(file(0644, 1_000_000, 0, 18));
        assertRefused(file(0644, LENGTH_MAX + 1, 0, 24));
        assertRefused(file(0644, (1L << 42) + 1, 0, 18));
        for (long length : new long[] {-2, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertRefused(file(0644, length, length, 18));
        }
        assertRefused(file(01000, 1, 1, 18));
        assertRefused(file(04755, 1, 1, 18));
        for (long dataBytes : new long[] {-1, 1_000_001, -2, Long.MIN_VALUE}) {
            assertRefused(file(0644, 1_000_000, dataBytes, 18));
        }
        assertRefused(file(0644, -1, 0, 18));
        for (int bits : new int[] {0, 17, 25, 30, 31, 32, 50, 255}) {
            assertRefused(file(0644, 1, 1, bits));
        }
    }

    @Test
    void boundsTheModeOfADirectory() {
        assertTaken(joined(DIRECTORY, (byte) 0, NAME, TIME, (short) 0777));
        assertRefused(joined(DIRECTORY, (byte) 0, NAME, TIME, (short) 02755));
        assertRefused(joined(DIRECTORY, (byte) 0, NAME, TIME, (short) -1));
    }

    @Test
    void knowsThreeKinds() {
        for (int kind : new int[] {0, 4, 127, 255}) {
            assertRefused(joined((byte) kind, (byte) 0, NAME, TIME, (short) 0644));
        }
    }

    @Test
    void boundsTheDepth() {
        assertTaken(joined(DIRECTORY, (byte) 127, NAME, TIME, (short) 0755));
        assertRefused(joined(DIRECTORY, (byte) 128, NAME, TIME, (short) 0755));
        assertRefused(joined(FILE, (byte) 255, NAME, TIME, (short) 0644, 0L, 0L, (byte) 18));
        assertRefused(joined(LINK, (byte) 128, NAME, TIME, text16("a")));
    }

    @Test
    void boundsTimes() {
        long max = (1L << 40) - 1;
        assertTaken(directoryOf(max, 999_999_999));
        assertTaken(directoryOf(-max, 0));
        assertRefused(directoryOf(0, 1_000_000_000));
        assertRefused(directoryOf(0, -1));
        for (long seconds : new long[] {max + 1, -max - 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1}) {
            assertRefused(directoryOf(seconds, 0));
        }
    }

    /** Cases R1 and R2: a name leads nowhere but to itself. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "/etc/passwd", "a/b", "../a", "//x", "a/../../b", "a\0b"})
    void refusesNamesThatAreNoNames(String name) {
        byte[] unsafe = text8(name);
        assertUnsafe(joined(DIRECTORY, (byte) 0, unsafe, TIME, (short) 0755));
        assertUnsafe(joined(FILE, (byte) 0, unsafe, TIME, (short) 0644, 0L, 0L, (byte) 18));
        assertUnsafe(joined(LINK, (byte) 0, unsafe, TIME, text16("a")));
    }

    @Test
    void boundsTargets() {
        assertTaken(link(text16("../" + "t".repeat(4_092))));
        assertRefused(link(text16("t".repeat(4_096))));
        assertUnsafe(link(text16("")));
        assertUnsafe(link(text16("a\0b")));
        assertRefused(link(joined((short) 60_000, new byte[8])));
        assertRefused(link(joined((short) -1, new byte[8])));
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] overlongSlash = {(byte) 0xC0, (byte) 0xAF};
        byte[] halfSurrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
        for (byte[] bad : new byte[][] {overlongSlash, halfSurrogate, {(byte) 0xFF}, {'a', (byte) 0xC3}}) {
            byte[] name = joined((byte) bad.length, bad);
            assertRefused(joined(DIRECTORY, (byte) 0, name, TIME, (short) 0755));
            assertRefused(link(joined((short) bad.length, bad)));
        }
    }

    @Test
    void boundsTheMessage() {
        byte[] one = joined(DIRECTORY, (byte) 0, NAME, TIME, (short) 0755);
        Payloads.assertTaken(MessageType.ENTRIES, (1 << 24) - 2, (short) 2, one, one);
        Payloads.assertRefused(MessageType.ENTRIES, (1 << 24) - 2, (short) 3, one, one, one);
        Payloads.assertRefused(MessageType.ENTRIES, 1 << 24, (short) 1, one);
        Payloads.assertRefused(MessageType.ENTRIES, -1, (short) 1, one);
        Payloads.assertRefused(MessageType.ENTRIES, 0, (short) 0);
        Payloads.assertRefused(MessageType.ENTRIES, 0, (short) 2, one);
        Payloads.assertRefused(MessageType.ENTRIES, 0, (short) 1, one, one);
        byte[] many = new byte[1024 * one.length];
        for (int at = 0; at < many.length; at += one.length) {
            System.arraycopy(one, 0, many, at, one.length);
        }
        Payloads.assertTaken(MessageType.ENTRIES, 0, (short) 1024, many);
        Payloads.assertRefused(MessageType.ENTRIES, 0, (short) 1025, many, one);
    }

    @Test
    void countsEntriesFromTheFirst() {
        byte[] one = joined(DIRECTORY, (byte) 0, NAME, TIME, (short) 0755);
        Message.Entries message =
                (Message.Entries) Payloads.assertTaken(MessageType.ENTRIES, 70_000, (short) 3, one, one, one);
        assertThat(message.entries()).extracting(Entry::index).isEqualTo(List.of(70_000, 70_001, 70_002));
    }

    private static byte[] file(int mode, long length, long dataBytes, int pieceBits) {
        return joined(FILE, (byte) 0, NAME, TIME, (short) mode, length, dataBytes, (byte) pieceBits);
    }

    private static byte[] directoryOf(long seconds, int nanos) {
        return joined(DIRECTORY, (byte) 0, NAME, seconds, nanos, (short) 0755);
    }

    private static byte[] link(byte[] target) {
        return joined(LINK, (byte) 0, NAME, TIME, target);
    }

    private static void assertTaken(byte[] entry) {
        Message.Entries message = (Message.Entries) Payloads.assertTaken(MessageType.ENTRIES, 5, (short) 1, entry);
        assertThat(EntryCodec.encodedBytes(message.entries().getFirst())).isEqualTo(entry.length);
    }

    private static void assertRefused(byte[] entry) {
        Payloads.assertRefused(MessageType.ENTRIES, 5, (short) 1, entry);
        // What is in front of it does not hide it.
        byte[] good = joined(DIRECTORY, (byte) 0, NAME, TIME, (short) 0755);
        Payloads.assertRefused(MessageType.ENTRIES, 5, (short) 2, good, entry);
    }

    private static void assertUnsafe(byte[] entry) {
        assertFault(FaultCode.NAME_UNSAFE, MessageType.ENTRIES, 5, (short) 1, entry);
    }
}
