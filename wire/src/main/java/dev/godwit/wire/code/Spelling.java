package dev.godwit.wire.code;

import java.math.BigInteger;
import java.util.StringJoiner;

/** Bits as words, for two people to compare aloud. */
public final class Spelling {
    private static final int BITS_PER_WORD = 11;

    private Spelling() {}

    /** Three words that stand for the first 33 bits of {@code hash}, which has 5 bytes or more. PROTOCOL.md §3.3. */
    public static String of(byte[] hash) {
        BigInteger bits = new BigInteger(1, hash).shiftRight(hash.length * Byte.SIZE - Code.WORDS * BITS_PER_WORD);
        StringJoiner words = new StringJoiner(Code.SEPARATOR);
        for (int i = Code.WORDS - 1; i >= 0; i--) {
            words.add(WordList.word(bits.shiftRight(i * BITS_PER_WORD).intValue() & WordList.SIZE - 1));
        }
        return words.toString();
    }
}
