package dev.godwit.app;

import dev.godwit.app.terminal.Prompt;
import dev.godwit.app.terminal.Terminal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the ticket comes from. Arguments are visible to all users of a machine, so there are quieter ways. */
final class TicketSource {
    private static final String VARIABLE = "GODWIT_TICKET";
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;
    private final Map<String, String> environment;

    TicketSource(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    /** The argument, standard input for {@code -}, the environment, or what the person answers; in this order. */
    String ticket(@Nullable String argument, Prompt prompt) throws CommandException {
        if (argument != null && !argument.equals(STANDARD_INPUT)) {
            return argument;
        }
        Optional<String> found = STANDARD_INPUT.equals(argument) ? prompt.line() : unasked(prompt);
        return found.filter(ticket -> !ticket.isEmpty())
                .orElseThrow(() -> new CommandException(Failure.usage(
                        "The ticket is missing",
                        "Say godwit receive TICKET, or pass it in " + VARIABLE
                                + " or on standard input (receive -).")));
    }

    private Optional<String> unasked(Prompt prompt) {
        String variable = environment.getOrDefault(VARIABLE, "").strip();
        if (!variable.isEmpty()) {
            return Optional.of(variable);
        }
        return terminal.canAsk() ? prompt.ask("Ticket:") : Optional.empty();
    }
}
