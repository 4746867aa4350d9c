package dev.godwit.dht.bencode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes that do not change: a bencoded string, a token, a key. Ordered as dictionaries are, by unsigned bytes. */
public final class ByteString implements BencodeValue, Comparable<ByteString> {
    /** No bytes. */
    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] content;

    private ByteString(byte[] content) {
        this.content = content;
    }

    /** A copy of {@code bytes}. */
    public static ByteString of(byte[] bytes) {
        return new ByteString(bytes.clone());
    }

    /** A copy of the bytes from {@code from}, inclusive, to {@code to}, exclusive. */
    public static ByteString of(byte[] bytes, int from, int to) {
        return new ByteString(Arrays.copyOfRange(bytes, from, to));
    }

    /** The text in UTF-8. */
    public static ByteString of(String text) {
        return new ByteString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes that these hexadecimal digits name; empty when they are none. */
    public static Optional<ByteString> parseHex(String digits) {
        try {
            return Optional.of(new ByteString(HexFormat.of().parseHex(digits)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How many bytes. */
    public int length() {
        return content.length;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return content.length == 0;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return content.clone();
    }

    /** The bytes from {@code from}, inclusive, to {@code to}, exclusive. */
    public ByteString slice(int from, int to) {
        return of(content, from, to);
    }

    /** The bytes as UTF-8; malformed sequences become replacement characters. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(ByteString that) {
        return Arrays.compareUnsigned(content, that.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The bytes in hexadecimal: never a peer's characters. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(content);
    }
}
