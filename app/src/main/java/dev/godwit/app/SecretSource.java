package dev.godwit.app;

import dev.godwit.app.terminal.Prompt;
import dev.godwit.app.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the code or ticket comes from. Arguments are visible to all users of a machine, so there are quieter ways. */
final class SecretSource {
    private static final List<String> VARIABLES = List.of("GODWIT_CODE", "GODWIT_TICKET");
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;
    private final Map<String, String> environment;

    SecretSource(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    /** The arguments, standard input for {@code -}, the environment, or what the person answers; in this order. */
    String secret(List<String> arguments, Prompt prompt) throws CommandException {
        boolean isFromInput = arguments.equals(List.of(STANDARD_INPUT));
        if (!arguments.isEmpty() && !isFromInput) {
            if (arguments.size() > 1 && arguments.stream().anyMatch(word -> word.startsWith("godwit:"))) {
                throw new CommandException(Failure.usage(
                        "A ticket stands alone, and there is more than one word", "Receive them by two commands."));
            }
            // A code may be typed as it is spoken.
            return String.join(" ", arguments);
        }
        Optional<String> found = isFromInput ? prompt.line() : unasked(prompt);
        return found.filter(secret -> !secret.isEmpty())
                .orElseThrow(() -> new CommandException(Failure.usage(
                        "The code or ticket is missing",
                        "Say godwit receive CODE, or pass it in " + String.join(" or ", VARIABLES)
                                + " or on standard input (receive -).")));
    }

    private Optional<String> unasked(Prompt prompt) {
        for (String variable : VARIABLES) {
            String value = environment.getOrDefault(variable, "").strip();
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return terminal.canAsk() ? prompt.ask("Code or ticket:") : Optional.empty();
    }
}
