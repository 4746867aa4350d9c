package dev.godwit.content.disk;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Native memory for the arguments of one system call at a time: two paths, a structure, and errno. Borrowed from a small
 * pool and given back by closing; one thread at a time. What the pool has no room for is left to the garbage collector,
 * so that nothing is ever freed under a call.
 */
final class Scratch implements AutoCloseable {
    /** PATH_MAX, with the zero byte at the end. */
    static final int PATH_BYTES = 4096;

    private static final int STRUCT_BYTES = 256;
    private static final int STATE_BYTES = 16;
    private static final int SLOTS = 64;
    private static final int PROBES = 8;
    private static final AtomicReferenceArray<Scratch> POOL = new AtomicReferenceArray<>(SLOTS);
    private static final Charset PATH_CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private final MemorySegment state;
    private final MemorySegment struct;
    private final MemorySegment first;
    private final MemorySegment second;

    private Scratch() {
        MemorySegment memory =
                Arena.ofAuto().allocate(STATE_BYTES + STRUCT_BYTES + 2L * PATH_BYTES, JAVA_LONG.byteAlignment());
        state = memory.asSlice(0, STATE_BYTES);
        struct = memory.asSlice(STATE_BYTES, STRUCT_BYTES);
        first = memory.asSlice(STATE_BYTES + STRUCT_BYTES, PATH_BYTES);
        second = memory.asSlice(STATE_BYTES + STRUCT_BYTES + PATH_BYTES, PATH_BYTES);
    }

    static Scratch borrow() {
        int start = (int) Thread.currentThread().threadId();
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = (start + probe) & (SLOTS - 1);
            if (POOL.getPlain(slot) != null) {
                Scratch scratch = POOL.getAndSet(slot, null);
                if (scratch != null) {
                    return scratch;
                }
            }
        }
        return new Scratch();
    }

    /** Gives it back. */
    @Override
    public void close() {
        int start = (int) Thread.currentThread().threadId();
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = (start + probe) & (SLOTS - 1);
            if (POOL.getPlain(slot) == null && POOL.compareAndSet(slot, null, this)) {
                return;
            }
        }
    }

    /** Where the linker leaves errno. */
    MemorySegment state() {
        return state;
    }

    /** Room for a structure or two. */
    MemorySegment struct() {
        return struct;
    }

    /** Room for what a call writes: the same as {@link #second(String)} uses. */
    MemorySegment output() {
        return second;
    }

    /** A path, with its zero byte. */
    MemorySegment first(String path) {
        put(path, first);
        return first;
    }

    /** Another path in the same call. */
    MemorySegment second(String path) {
        put(path, second);
        return second;
    }

    /** The text of this many bytes of {@link #output}. */
    String text(int bytes) {
        return new String(output().asSlice(0, bytes).toArray(JAVA_BYTE), PATH_CHARSET);
    }

    /** Whether a path is short enough for one call. */
    static boolean fits(String path) {
        return path.length() < PATH_BYTES / 3;
    }

    /** Two times of {@code struct timespec}, the first left as it is in the file. */
    MemorySegment times(long seconds, int nanos) {
        struct.set(JAVA_LONG, 0, 0);
        struct.set(JAVA_LONG, 8, SystemCalls.UTIME_OMIT);
        struct.set(JAVA_LONG, 16, seconds);
        struct.set(JAVA_LONG, 24, nanos);
        return struct;
    }

    /** A {@code struct open_how}, without a mode. */
    MemorySegment openHow(long flags, long resolve) {
        struct.set(JAVA_LONG, 0, flags);
        struct.set(JAVA_LONG, 8, 0);
        struct.set(JAVA_LONG, 16, resolve);
        return struct;
    }

    /** Reads a field of the structure. */
    int intAt(long offset) {
        return struct.get(JAVA_INT, offset);
    }

    /** Reads a field of the structure. */
    long longAt(long offset) {
        return struct.get(JAVA_LONG, offset);
    }

    private static void put(String path, MemorySegment target) {
        int length = path.length();
        if (length >= PATH_BYTES) {
            throw new InvalidPathException(path, "is too long");
        }
        for (int i = 0; i < length; i++) {
            char letter = path.charAt(i);
            if (letter == 0) {
                throw new InvalidPathException(path, "has a zero byte");
            }
            if (letter >= 0x80) {
                putEncoded(path, target);
                return;
            }
            target.set(JAVA_BYTE, i, (byte) letter);
        }
        target.set(JAVA_BYTE, length, (byte) 0);
    }

    private static void putEncoded(String path, MemorySegment target) {
        try {
            // A character that has no bytes must not become a question mark: that is the name of another file.
            ByteBuffer bytes = PATH_CHARSET.newEncoder().encode(CharBuffer.wrap(path));
            int length = bytes.remaining();
            if (length >= PATH_BYTES || path.indexOf('\0') >= 0) {
                throw new InvalidPathException(path, length >= PATH_BYTES ? "is too long" : "has a zero byte");
            }
            MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, target, 0, length);
            target.set(JAVA_BYTE, length, (byte) 0);
        } catch (CharacterCodingException e) {
            throw (InvalidPathException)
                    new InvalidPathException(path, "has characters that this system cannot write").initCause(e);
        }
    }
}
