package dev.godwit.wire.message;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.fault.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Puts the fields of a payload one by one: big-endian numbers, strings in UTF-8 after their length. PROTOCOL.md §1. */
final class FieldWriter {
    private final ByteBuffer out;

    FieldWriter(ByteBuffer out) {
        this.out = out;
    }

    FieldWriter u8(int value) {
        out.put((byte) value);
        return this;
    }

    FieldWriter u16(int value) {
        out.putShort((short) value);
        return this;
    }

    FieldWriter u32(int value) {
        out.putInt(value);
        return this;
    }

    FieldWriter i64(long value) {
        out.putLong(value);
        return this;
    }

    FieldWriter flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    FieldWriter time(Instant time) {
        return i64(time.getEpochSecond()).u32(time.getNano());
    }

    FieldWriter bytes(byte[] bytes) {
        out.put(bytes);
        return this;
    }

    FieldWriter hash(Hash hash) {
        hash.write(out);
        return this;
    }

    FieldWriter contentId(ContentId contentId) {
        return i64(contentId.length()).hash(contentId.root());
    }

    FieldWriter fault(Fault fault) {
        return u16(fault.code().wireNumber()).text16(fault.detail(), Limits.FAULT_DETAIL_BYTES_MAX);
    }

    FieldWriter text8(String text, int max) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = cut(utf8, max);
        u8(length);
        out.put(utf8, 0, length);
        return this;
    }

    FieldWriter text16(String text, int max) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = cut(utf8, max);
        u16(length);
        out.put(utf8, 0, length);
        return this;
    }

    /** How much of a text is written: what is too long ends at a character. Only free text for people ever is. */
    private static int cut(byte[] utf8, int max) {
        int length = Math.min(utf8.length, max);
        while (length < utf8.length && length > 0 && (utf8[length] & 0xC0) == 0x80) {
            length--;
        }
        return length;
    }
}
