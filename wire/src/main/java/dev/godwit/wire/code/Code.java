package dev.godwit.wire.code;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What one person tells another instead of a ticket, such as {@code 482193-violin-harbor-cactus}: a slot, by which the two
 * sides find each other, and three words, by which they know each other. The words are a secret of 33 bits, good for one
 * try. Immutable; {@link #toString} hides it; equality takes the same time wherever two of a slot differ.
 * PROTOCOL.md §3.3.
 */
public final class Code {
    /** Words of every code. */
    public static final int WORDS = 3;

    /** Letters in the longest text that is looked at. */
    static final int LETTERS_MAX = 200;

    static final String SEPARATOR = "-";
    static final String EXAMPLE = "Type six digits and three words, as in 482193-violin-harbor-cactus";

    private final Slot slot;
    private final List<String> words;

    private Code(Slot slot, List<String> words) {
        this.slot = slot;
        this.words = List.copyOf(words);
    }

    /** A new code; {@code random} must be one that nobody can foretell, such as {@link java.security.SecureRandom}. */
    public static Code random(RandomGenerator random) {
        Slot slot = new Slot(random.nextInt(Slot.MIN, Slot.MAX + 1));
        String[] words = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = WordList.word(random.nextInt(WordList.SIZE));
        }
        return new Code(slot, List.of(words));
    }

    /**
     * Reads a code as people write it: in either case, with any separators or none between whole words, with the digits in
     * groups, with words shortened to the letters that tell them from all others, in quotation marks, after
     * {@code godwit receive}.
     *
     * @throws MalformedCodeException without anything of the text in its message
     */
    public static Code parse(String text) throws MalformedCodeException {
        CodeParts parts = CodeParts.of(text);
        return new Code(CodeReader.slot(parts), CodeReader.words(parts));
    }

    /** Whether somebody who wrote this meant a code, right or wrong, and neither a ticket nor an address. */
    public static boolean looksLikeCode(String text) {
        return text.indexOf(':') < 0 && CodeParts.beginWithDigits(text);
    }

    /**
     * What {@code partial} may become when its last word is completed, for a shell: the codes so far in canonical form, with
     * a dash at the end where another word must follow. None after a separator, as every word may come there.
     */
    public static List<String> complete(String partial) {
        try {
            return CodeReader.completions(CodeParts.of(partial));
        } catch (MalformedCodeException e) {
            return List.of();
        }
    }

    /** Where the two sides find each other. */
    public Slot slot() {
        return slot;
    }

    /** The three words: a secret. */
    public List<String> words() {
        return words;
    }

    /** The canonical form, for a person to copy or say: a secret. */
    public String text() {
        return slot.number() + SEPARATOR + String.join(SEPARATOR, words);
    }

    /** What both sides prove to each other that they know: the words and the dashes between them in UTF-8. */
    public byte[] secretBytes() {
        return String.join(SEPARATOR, words).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Code that
                && slot.equals(that.slot)
                && MessageDigest.isEqual(secretBytes(), that.secretBytes());
    }

    @Override
    public int hashCode() {
        return 31 * slot.hashCode() + Arrays.hashCode(secretBytes());
    }

    @Override
    public String toString() {
        return "Code[hidden]";
    }
}
