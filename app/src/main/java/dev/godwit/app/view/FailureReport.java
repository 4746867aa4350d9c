package dev.godwit.app.view;

import dev.godwit.app.terminal.Screen;
import dev.godwit.app.text.Escaped;
import dev.godwit.app.text.TicketMask;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Two lines about a failure: what happened, and what to do next. */
public final class FailureReport {
    private FailureReport() {}

    /** Prints the message as a sentence, and the hint below it. */
    public static void print(Screen screen, String message, String hint) {
        String sentence = harmless(message);
        String stop = sentence.endsWith(".") || sentence.endsWith("?") ? "" : ".";
        screen.line(screen.style().bad("godwit:") + " " + sentence + stop);
        screen.line("  → " + harmless(hint));
    }

    /** Prints where it comes from, for {@code -v}. */
    public static void printTrace(Screen screen, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        trace.toString().lines().forEach(line -> screen.line(harmless(line.replace("\t", "    "))));
    }

    private static String harmless(String text) {
        return Escaped.text(TicketMask.of(text));
    }
}
