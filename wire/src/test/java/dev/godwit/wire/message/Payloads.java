package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Payloads made of single fields, and what becomes of them. */
final class Payloads {
    static final byte[] HASH = new byte[32];
    static final byte[] NO_BYTES = {};

    private Payloads() {}

    static Message assertTaken(MessageType type, Object... fields) {
        try {
            Message message = PayloadReader.read(type, ByteBuffer.wrap(joined(fields)), Speaker.SENDER);
            assertThat(message.type()).isEqualTo(type);
            return message;
        } catch (FaultException e) {
            throw new AssertionError(e);
        }
    }

    static void assertRefused(MessageType type, Object... fields) {
        assertFault(FaultCode.PROTOCOL_VIOLATION, type, fields);
    }

    static void assertFault(FaultCode code, MessageType type, Object... fields) {
        assertThatThrownBy(() -> PayloadReader.read(type, ByteBuffer.wrap(joined(fields)), Speaker.SENDER))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    /** A text after its length in one byte. */
    static byte[] text8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return joined((byte) utf8.length, utf8);
    }

    /** A text after its length in two bytes. */
    static byte[] text16(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return joined((short) utf8.length, utf8);
    }

    static byte[] joined(Object... fields) {
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
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }
}
