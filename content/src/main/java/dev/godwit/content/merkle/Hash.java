package dev.godwit.content.merkle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * An immutable SHA-256 value: 32 bytes. The hashes here name content and are no secrets, so comparing takes no care
 * about timing. Safe for any thread.
 */
public final class Hash {
    /** Length of every hash, in bytes. */
    public static final int BYTES = 32;

    /** 32 zero bytes: the leaf that stands for a missing block (BEP 52), and by our convention the root of an empty file. */
    public static final Hash ZERO = new Hash(0, 0, 0, 0);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    // Four words instead of an array: half the memory, and nothing to copy defensively.
    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private Hash(long first, long second, long third, long fourth) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    /**
     * The hash held by an array of exactly 32 bytes, which is copied.
     *
     * @throws IllegalArgumentException for any other length
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A hash has 32 bytes, not " + bytes.length);
        }
        return of(bytes, 0);
    }

    /** The hash in the 32 bytes from {@code offset}. */
    public static Hash of(byte[] bytes, int offset) {
        return new Hash(
                (long) LONG.get(bytes, offset),
                (long) LONG.get(bytes, offset + 8),
                (long) LONG.get(bytes, offset + 16),
                (long) LONG.get(bytes, offset + 24));
    }

    /**
     * Takes the next 32 bytes of a buffer.
     *
     * @throws java.nio.BufferUnderflowException when fewer are left
     */
    public static Hash read(ByteBuffer source) {
        byte[] bytes = new byte[BYTES];
        source.get(bytes);
        return of(bytes, 0);
    }

    /**
     * Parses 64 hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Hash parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("A hash has 64 hexadecimal digits, not " + hex.length());
        }
        return of(HexFormat.of().parseHex(hex), 0);
    }

    /** Puts the 32 bytes at the buffer's position. */
    public void write(ByteBuffer target) {
        target.put(toBytes());
    }

    /** Puts the 32 bytes into an array, from {@code offset}. */
    public void write(byte[] target, int offset) {
        LONG.set(target, offset, first);
        LONG.set(target, offset + 8, second);
        LONG.set(target, offset + 16, third);
        LONG.set(target, offset + 24, fourth);
    }

    /** A new array of the 32 bytes. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        write(bytes, 0);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash
                && first == hash.first
                && second == hash.second
                && third == hash.third
                && fourth == hash.fourth;
    }

    /** The first bits: a hash is already evenly spread. */
    @Override
    public int hashCode() {
        return (int) first;
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
