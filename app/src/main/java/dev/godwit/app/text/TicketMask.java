package dev.godwit.app.text;

import dev.godwit.wire.code.Code;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blots out tickets and codes: they are secrets, and no error text may repeat one. Security case S4. */
public final class TicketMask {
    private static final Pattern TICKET = Pattern.compile("(?i)godwit:[^\\s'\"]+");

    /** Six digits, perhaps in groups, and one to three words, however they are quoted or separated. */
    private static final Pattern CODE =
            Pattern.compile("(?i)(?<![0-9])(?:[0-9][- ]?){5}[0-9]((?:[\\s._,'\"\u2018\u2019-]+[a-z]{3,}){1,3})");

    /** The code that help shows: nobody's secret. */
    private static final String EXAMPLE = "482193-violin-harbor-cactus";

    private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z]+");

    private TicketMask() {}

    /** The text with {@code godwit:…} in place of every ticket, and {@code …} of every code, whole or cut. */
    public static String of(String text) {
        return CODE.matcher(TICKET.matcher(text).replaceAll("godwit:…"))
                .replaceAll(found -> isSecret(found) ? "…" : Matcher.quoteReplacement(found.group()));
    }

    /** Figures may stand before words too: a code has some of its list. */
    private static boolean isSecret(MatchResult found) {
        return !found.group().equals(EXAMPLE)
                && SEPARATORS
                        .splitAsStream(found.group(1))
                        .anyMatch(word -> !Code.complete("100000-" + word).isEmpty());
    }
}
