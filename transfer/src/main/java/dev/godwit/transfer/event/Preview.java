package dev.godwit.transfer.event;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person should know of before it comes: names that a listing hides, and files that can be run. Of the entries that
 * have come when the person is asked.
 *
 * @param hidden whose name begins with a dot
 * @param executable files that somebody may execute
 */
public record Preview(Names hidden, Names executable) {
    /** Nothing of the kind, as far as is known. */
    public static final Preview NONE = new Preview(Names.NONE, Names.NONE);

    /**
     * Some paths.
     *
     * @param count how many there are
     * @param first at most {@value #FIRST_MAX} of them, unescaped
     */
    public record Names(int count, List<String> first) {
        static final int FIRST_MAX = 5;
        static final Names NONE = new Names(0, List.of());

        /** Copies the list. */
        public Names {
            first = List.copyOf(first);
        }

        /** The same and one more. */
        public Names and(String path) {
            List<String> more = new ArrayList<>(first);
            if (first.size() < FIRST_MAX) {
                more.add(path);
            }
            return new Names(count + 1, more);
        }
    }

    /** The same and something hidden. */
    public Preview andHidden(String path) {
        return new Preview(hidden.and(path), executable);
    }

    /** The same and something that can be run. */
    public Preview andExecutable(String path) {
        return new Preview(hidden, executable.and(path));
    }
}
