package dev.godwit.app.text;

import java.util.Locale;

/**
 * Text from a peer, a file system or the command line, made harmless for a terminal: what would move the cursor, change
 * colours, reorder or break the line is shown as an escape such as {@code \x1b}. Security case T1.
 */
public final class Escaped {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Escaped() {}

    /** The text in one harmless line. */
    public static String text(String text) {
        if (text.codePoints().noneMatch(Escaped::isActive)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(shown, point));
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        if (!isActive(point)) {
            shown.appendCodePoint(point);
        } else if (point <= 0xff) {
            shown.append(String.format(Locale.ROOT, "\\x%02x", point));
        } else if (point <= 0xffff) {
            shown.append(String.format(Locale.ROOT, "\\u%04x", point));
        } else {
            shown.append(String.format(Locale.ROOT, "\\U%08x", point));
        }
    }

    private static boolean isActive(int point) {
        // The two joiners only choose glyphs; Persian words and emoji families need them.
        if (point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
