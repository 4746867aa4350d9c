package dev.godwit.app.terminal;

import java.io.Console;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the standard streams are connected to.
 *
 * @param columns width of the terminal
 * @param dumb whether it cannot erase a line
 * @param colourful whether it shows colours and the person has not asked for none ({@code NO_COLOR})
 */
public record TerminalFacts(
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns,
        boolean dumb,
        boolean colourful) {
    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 20;

    /** Reads what the launcher has found out ({@code godwit.tty.*}); a JVM alone only knows about all streams at once. */
    public static TerminalFacts detect(Function<String, @Nullable String> property, Map<String, String> environment) {
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean plain = dumb || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean errIsTerminal = flag(property.apply("godwit.tty.err"));
        return new TerminalFacts(
                flag(property.apply("godwit.tty.in")),
                flag(property.apply("godwit.tty.out")),
                errIsTerminal,
                columns(property.apply("godwit.columns")),
                dumb,
                errIsTerminal && !plain);
    }

    /** No terminal anywhere, as in a pipeline. */
    public static TerminalFacts none() {
        return new TerminalFacts(false, false, false, USUAL_COLUMNS, true, false);
    }

    private static boolean flag(@Nullable String value) {
        return value == null ? allAreTerminals() : Boolean.parseBoolean(value);
    }

    private static boolean allAreTerminals() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private static int columns(@Nullable String value) {
        try {
            int columns = value == null ? USUAL_COLUMNS : Integer.parseInt(value);
            // A terminal that does not know its width says 0.
            return columns < FEWEST_COLUMNS ? USUAL_COLUMNS : columns;
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }
}
