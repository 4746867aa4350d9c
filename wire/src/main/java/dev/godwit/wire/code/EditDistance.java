package dev.godwit.wire.code;

import java.util.Arrays;

/** How many letters must be changed, added or taken away to make one word of another: Levenshtein's distance. */
final class EditDistance {
    /** What is farther apart counts as {@code MOST + 1}: two slips of the finger. */
    static final int MOST = 2;

    private EditDistance() {}

    /** The distance, or {@code MOST + 1} when it is greater than {@link #MOST}. */
    static int between(String one, String other) {
        if (Math.abs(one.length() - other.length()) > MOST) {
            return MOST + 1;
        }
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, at -> at);
        for (int i = 0; i < one.length(); i++) {
            advance(row, one.charAt(i), other);
        }
        return Math.min(row[other.length()], MOST + 1);
    }

    /** From the distances of one prefix to every prefix of {@code other}, to those of the prefix with one letter more. */
    private static void advance(int[] row, char letter, String other) {
        int diagonal = row[0]++;
        for (int j = 1; j < row.length; j++) {
            int changed = diagonal + (letter == other.charAt(j - 1) ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
        }
    }
}
