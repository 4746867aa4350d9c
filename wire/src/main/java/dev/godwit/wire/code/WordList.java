package dev.godwit.wire.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The {@value #SIZE} words that codes are made of, in alphabetical order. No two begin with the same four letters, so a
 * word never begins with another, and what is written without separators has one reading. {@code WordListTest} says what
 * else sets them apart.
 */
final class WordList {
    /** Words in the list: 11 bits each. */
    static final int SIZE = 2048;

    /** Letters that name a word, or none. */
    static final int TELLING_LETTERS = 4;

    private WordList() {}

    /** Read with the first word that somebody asks for: most commands need none. */
    private static final class Words {
        private static final String[] SORTED = read();
        private static final List<String> LIST = List.of(SORTED);

        private static String[] read() {
            try (InputStream in = WordList.class.getResourceAsStream("words.txt")) {
                if (in == null) {
                    throw new AssertionError("words.txt is missing");
                }
                return split(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new AssertionError("words.txt can not be read", e);
            }
        }

        private static String[] split(String lines) {
            String[] words = new String[SIZE];
            int from = 0;
            for (int i = 0; i < SIZE; i++) {
                int end = lines.indexOf('\n', from);
                words[i] = lines.substring(from, end);
                from = end + 1;
            }
            return words;
        }
    }

    /** The word at {@code index}, 0 to {@value #SIZE} − 1. */
    static String word(int index) {
        return Words.SORTED[index];
    }

    /** Where {@code word} stands in the list, or a negative number. */
    static int indexOf(String word) {
        return Arrays.binarySearch(Words.SORTED, word);
    }

    /** All words that begin with {@code prefix}, in order. */
    static List<String> byPrefix(String prefix) {
        int found = indexOf(prefix);
        int from = found < 0 ? -found - 1 : found;
        int to = from;
        while (to < SIZE && word(to).startsWith(prefix)) {
            to++;
        }
        return Words.LIST.subList(from, to);
    }

    /** Up to {@code most} words that {@code typed} may have been meant as, the likeliest first. */
    static List<String> nearest(String typed, int most) {
        List<List<String>> byDistance = new ArrayList<>();
        for (int distance = 0; distance <= EditDistance.MOST; distance++) {
            byDistance.add(new ArrayList<>());
        }
        for (String word : Words.SORTED) {
            int distance = EditDistance.between(typed, word);
            if (distance <= EditDistance.MOST) {
                byDistance.get(distance).add(word);
            }
        }
        List<String> nearest = new ArrayList<>();
        byDistance.forEach(nearest::addAll);
        return List.copyOf(nearest.subList(0, Math.min(most, nearest.size())));
    }
}
