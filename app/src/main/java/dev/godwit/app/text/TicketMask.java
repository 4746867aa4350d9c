package dev.godwit.app.text;

import java.util.regex.Pattern;

/** Blots out tickets: they are secrets, and no error text may repeat one. Security case S4. */
public final class TicketMask {
    private static final Pattern TICKET = Pattern.compile("(?i)godwit:[^\\s'\"]+");

    private TicketMask() {}

    /** The text with {@code godwit:…} in place of every ticket, whole or cut. */
    public static String of(String text) {
        return TICKET.matcher(text).replaceAll("godwit:…");
    }
}
