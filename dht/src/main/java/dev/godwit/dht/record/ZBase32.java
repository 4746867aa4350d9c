package dev.godwit.dht.record;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Keys as text, in the base-32 alphabet that is meant for people: z-base-32, as pkarr writes keys. */
public final class ZBase32 {
    private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";
    private static final int BITS_PER_CHARACTER = 5;
    private static final int CHARACTER_MASK = (1 << BITS_PER_CHARACTER) - 1;

    /** Length of a key as text. */
    public static final int KEY_CHARACTERS = 52;

    private ZBase32() {}

    /** The text of {@code key}. */
    public static String encode(Ed25519Key key) {
        StringBuilder text = new StringBuilder(KEY_CHARACTERS);
        int buffer = 0;
        int bits = 0;
        for (byte octet : key.bytes().bytes()) {
            buffer = buffer << Byte.SIZE | (octet & 0xff);
            bits += Byte.SIZE;
            while (bits >= BITS_PER_CHARACTER) {
                bits -= BITS_PER_CHARACTER;
                text.append(ALPHABET.charAt(buffer >>> bits & CHARACTER_MASK));
            }
        }
        // 256 bits leave one over, which is padded with zeros.
        return text.append(ALPHABET.charAt(buffer << (BITS_PER_CHARACTER - bits) & CHARACTER_MASK))
                .toString();
    }

    /** The key that this text names; empty when it names none, or is not the one text of its key. */
    public static Optional<Ed25519Key> decode(String text) {
        if (text.length() != KEY_CHARACTERS) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            buffer = buffer << BITS_PER_CHARACTER | digit;
            bits += BITS_PER_CHARACTER;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes.write(buffer >>> bits);
            }
        }
        return Optional.of(new Ed25519Key(ByteString.of(bytes.toByteArray())))
                .filter(key -> encode(key).equals(text));
    }
}
