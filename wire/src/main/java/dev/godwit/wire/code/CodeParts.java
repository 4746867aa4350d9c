package dev.godwit.wire.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What somebody typed or pasted, taken apart: digits, and what shall be words. All the ways to separate them are one here.
 *
 * @param digits the digits of the slot, however many there are
 * @param rest what follows them: lower-case letters, and single dashes for separators
 */
record CodeParts(String digits, String rest) {
    private static final char DASH = '-';
    /** Beside blanks, dashes and quotation marks of all kinds. U+2212 is a minus, the last two open German quotations. */
    private static final String SEPARATORS = "._/,'\"`\u2212\u201a\u201e";
    /** What may stand before the digits, where somebody copied the whole command. */
    private static final Set<String> COMMAND = Set.of("godwit", "receive", "get");

    /** Takes a text apart. */
    static CodeParts of(String text) throws MalformedCodeException {
        if (text.length() > Code.LETTERS_MAX) {
            throw new MalformedCodeException("it is too long", Code.EXAMPLE);
        }
        String plain = plain(text);
        int from = firstDigit(plain);
        if (from < 0 || !COMMAND.containsAll(tokens(plain.substring(0, from)))) {
            throw new MalformedCodeException("it does not begin with its six digits", Code.EXAMPLE);
        }
        int end = from;
        while (end < plain.length() && (isDigit(plain.charAt(end)) || plain.charAt(end) == DASH)) {
            end++;
        }
        String groups = plain.substring(from, end);
        boolean separated = groups.charAt(groups.length() - 1) == DASH;
        String rest = (separated ? Code.SEPARATOR : "") + plain.substring(end);
        if (firstDigit(rest) >= 0) {
            throw new MalformedCodeException("it has digits among its words", Code.EXAMPLE);
        }
        return new CodeParts(groups.replace(Code.SEPARATOR, ""), rest);
    }

    /** Whether digits come first, if not the command's name. */
    static boolean beginWithDigits(String text) {
        int from = firstDigit(text);
        if (from < 0 || from > Code.LETTERS_MAX) {
            return false;
        }
        try {
            return COMMAND.containsAll(tokens(plain(text.substring(0, from))));
        } catch (MalformedCodeException e) {
            return false;
        }
    }

    /** What shall be words, one or several without a separator in each. */
    List<String> tokens() {
        return tokens(rest);
    }

    /** Whether the last word has ended. */
    boolean endWithSeparator() {
        return !rest.isEmpty() && rest.charAt(rest.length() - 1) == DASH;
    }

    private static List<String> tokens(String plain) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        while (from < plain.length()) {
            int dash = plain.indexOf(DASH, from);
            int end = dash < 0 ? plain.length() : dash;
            if (end > from) {
                tokens.add(plain.substring(from, end));
            }
            from = end + 1;
        }
        return tokens;
    }

    private static String plain(String text) throws MalformedCodeException {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = lower(text.charAt(i));
            if (isDigit(letter) || (letter >= 'a' && letter <= 'z')) {
                plain.append(letter);
            } else if (isSeparator(letter)) {
                if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != DASH) {
                    plain.append(DASH);
                }
            } else if (Character.getType(letter) != Character.FORMAT) {
                // The others, such as direction marks, come along unseen when one copies from a chat.
                throw new MalformedCodeException("it has characters that no code has", Code.EXAMPLE);
            }
        }
        return plain.toString();
    }

    private static boolean isSeparator(char letter) {
        return switch (Character.getType(letter)) {
            case Character.DASH_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> Character.isWhitespace(letter) || SEPARATORS.indexOf(letter) >= 0;
        };
    }

    private static int firstDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static char lower(char letter) {
        // Not Character.toLowerCase: some letters outside ASCII fold into it.
        return letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
    }
}
