package dev.godwit.app.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that a POSIX shell takes literally, for commands that people paste. Security case T3. */
public final class ShellWord {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** The word itself when a shell does nothing to it, else in single quotes, or {@code $'…'} with control characters. */
    public static String quote(String word) {
        if (HARMLESS.matcher(word).matches()) {
            return word;
        }
        String shown = Escaped.text(word);
        if (shown.equals(word)) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
        // A control character must neither reach the terminal nor be lost, and only $'…' can spell it.
        return "$'" + Escaped.text(word.replace("\\", "\\\\").replace("'", "\\'")) + "'";
    }

    /** A whole command line. */
    public static String join(List<String> words) {
        return words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
    }
}
