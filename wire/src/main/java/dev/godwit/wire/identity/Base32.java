package dev.godwit.wire.identity;

import java.util.Arrays;
import java.util.Optional;

/** RFC 4648 §6 base32 in lower case without padding: letters survive reading aloud and QR codes stay small. */
public final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_LETTER = 5;

    private Base32() {}

    /** The text of {@code bytes}. */
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * Byte.SIZE + BITS_PER_LETTER - 1) / BITS_PER_LETTER);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << Byte.SIZE) | (b & 0xFF);
            bits += Byte.SIZE;
            while (bits >= BITS_PER_LETTER) {
                bits -= BITS_PER_LETTER;
                text.append(ALPHABET.charAt((buffer >>> bits) & 0x1F));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((buffer << (BITS_PER_LETTER - bits)) & 0x1F));
        }
        return text.toString();
    }

    /** The bytes of {@code text}, in either case; empty unless it is exactly what {@link #encode} would write. */
    public static Optional<byte[]> decode(String text) {
        byte[] bytes = new byte[text.length() * BITS_PER_LETTER / Byte.SIZE];
        int buffer = 0;
        int bits = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = valueOf(text.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            buffer = (buffer << BITS_PER_LETTER) | value;
            bits += BITS_PER_LETTER;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[length++] = (byte) (buffer >>> bits);
            }
        }
        boolean canonical = bits < BITS_PER_LETTER && (buffer & ((1 << bits) - 1)) == 0;
        return canonical ? Optional.of(Arrays.copyOf(bytes, length)) : Optional.empty();
    }

    private static int valueOf(char letter) {
        // Not Character.toLowerCase: some letters outside ASCII fold into it.
        char lower = letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
        return ALPHABET.indexOf(lower);
    }
}
