package dev.godwit.wire.message;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Takes the fields of a payload one by one, each within its limit. What is out of range is a {@link FaultException}, what
 * is not there a {@link java.nio.BufferUnderflowException}. PROTOCOL.md §1 and §5.2.
 */
final class FieldReader {
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    /** Seconds around 1970 that every file system and clock can hold: the years -32768 to 36811 or so. */
    private static final long UNIX_SECONDS_MAX = 1L << 40;

    private static final char REPLACEMENT = '\uFFFD';

    private final ByteBuffer in;

    FieldReader(ByteBuffer in) {
        this.in = in;
    }

    static FaultException violation(String what) {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, what).exception();
    }

    int remaining() {
        return in.remaining();
    }

    int u8() {
        return in.get() & 0xFF;
    }

    int u16() {
        return in.getShort() & 0xFFFF;
    }

    /** Eight bytes that mean nothing here. */
    long bits64() {
        return in.getLong();
    }

    boolean flag() throws FaultException {
        int value = u8();
        if (value > 1) {
            throw violation("a flag is neither 0 nor 1");
        }
        return value == 1;
    }

    /** A u32 of at most {@code max}. */
    int count(int max) throws FaultException {
        return count(in.getInt(), 0, max);
    }

    /** A u32 from 1 to {@code max}. */
    int positiveCount(int max) throws FaultException {
        return count(in.getInt(), 1, max);
    }

    /** A u16 from 1 to {@code max}. */
    int positiveShortCount(int max) throws FaultException {
        return count(u16(), 1, max);
    }

    private static int count(int value, int min, int max) throws FaultException {
        if (value < min || value > max) {
            throw violation("a count is not %d to %d".formatted(min, max));
        }
        return value;
    }

    /** The index of an entry. */
    int entryIndex() throws FaultException {
        int index = in.getInt();
        if (index < 0 || index >= Limits.ENTRIES_MAX) {
            throw violation("entry " + Integer.toUnsignedString(index) + " does not exist");
        }
        return index;
    }

    /** A position in an entry, or its length. */
    long position() throws FaultException {
        return upTo(Limits.ENTRY_LENGTH_MAX);
    }

    /** A u64 of at most {@code max}. */
    long upTo(long max) throws FaultException {
        long value = in.getLong();
        if (value < 0 || value > max) {
            throw violation("a position is out of range");
        }
        return value;
    }

    /** An i64 of -1 to {@code max}. */
    long knownUpTo(long max) throws FaultException {
        long value = in.getLong();
        if (value < -1 || value > max) {
            throw violation("a length is out of range");
        }
        return value;
    }

    long unixSeconds() throws FaultException {
        long seconds = in.getLong();
        if (seconds <= -UNIX_SECONDS_MAX || seconds >= UNIX_SECONDS_MAX) {
            throw violation("a time is out of range");
        }
        return seconds;
    }

    Instant time() throws FaultException {
        long seconds = unixSeconds();
        int nanos = in.getInt();
        if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw violation("a time has more than a second of nanoseconds");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    Hash hash() {
        return Hash.read(in);
    }

    ContentId contentId() throws FaultException {
        long length = position();
        return new ContentId(length, rootOf(length));
    }

    /** The root of a content of this length. */
    Hash rootOf(long length) throws FaultException {
        Hash root = hash();
        if (length == 0 && !root.equals(Hash.ZERO)) {
            throw violation("an empty file has a root");
        }
        return root;
    }

    Encoding encoding() throws FaultException {
        return Encoding.ofNumber(u8()).orElseThrow(() -> violation("an encoding is unknown"));
    }

    /** A fault's number and detail, as the peer's fault is seen here. */
    Fault fault(Speaker speaker) throws FaultException {
        return faultOf(u16(), speaker);
    }

    /** As {@link #fault}, when its number was read already. */
    Fault faultOf(int number, Speaker speaker) throws FaultException {
        int length = count(u16(), 0, Limits.FAULT_DETAIL_BYTES_MAX);
        return RemoteFaults.asSeenHere(FaultCode.ofWireNumber(number), text(length), speaker);
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    String text8() throws FaultException {
        return text(u8());
    }

    String text16() throws FaultException {
        return text(u16());
    }

    private String text(int length) throws FaultException {
        if (length > in.remaining()) {
            throw violation("a text is longer than its message");
        }
        byte[] utf8 = bytes(length);
        String text = new String(utf8, StandardCharsets.UTF_8);
        // What is malformed became this character; only a text that has it is decoded again to know.
        if (text.indexOf(REPLACEMENT) >= 0) {
            checkUtf8(utf8);
        }
        return text;
    }

    private static void checkUtf8(byte[] bytes) throws FaultException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw violation("a text is not UTF-8");
        }
    }
}
