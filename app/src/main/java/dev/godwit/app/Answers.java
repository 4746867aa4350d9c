package dev.godwit.app;

import dev.godwit.app.terminal.Prompt;
import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.text.Escaped;
import dev.godwit.app.view.Offers;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.node.Decisions;
import dev.godwit.transfer.event.TransferEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Who decides: the options, or the person at the terminal. */
final class Answers {
    /** A person may wait this long to be told the whole size; then the question says how much there is at least. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Answers() {}

    /** Ends with a hint where nobody can be asked. */
    static void checkCanCompare(Terminal terminal) throws CommandException {
        if (!terminal.canAsk()) {
            throw new CommandException(Failure.usage(
                    "--verify asks a person, and there is no terminal", "Leave it out, or run it on a terminal."));
        }
    }

    /** Whether the other side's user sees the same words, as the person here says. */
    static boolean sameWords(Prompt prompt, TransferEvent.Comparing comparing) {
        String who = Escaped.text(comparing.address());
        return prompt.ask("Does the other side, at " + who + ", see the words " + comparing.words() + " ? [y/N]")
                .map(answer -> answer.toLowerCase(Locale.ROOT).startsWith("y"))
                .orElse(false);
    }

    /** The code or ticket is the consent, and the rule is known. */
    record Given(Prompt prompt, ConflictRule rule) implements Decisions {
        @Override
        public boolean accept(Offer offer) {
            return true;
        }

        @Override
        public ConflictRule conflict(String path) {
            return rule;
        }

        /** Who wants to compare words is asked, whatever else is settled. */
        @Override
        public boolean sameWords(TransferEvent.Comparing comparing) {
            return Answers.sameWords(prompt, comparing);
        }

        /** Nobody reads how much it is before it begins. */
        @Override
        public Duration scanWait() {
            return Duration.ZERO;
        }
    }

    /**
     * Asks.
     *
     * @param rule what the options say about conflicts
     * @param place where it goes; empty for standard output
     */
    record Asked(Prompt prompt, Optional<ConflictRule> rule, Optional<String> place) implements Decisions {
        @Override
        public boolean accept(Offer offer) {
            String where = place.map(directory -> "into " + directory).orElse("to standard output");
            String question = "Receive " + Offers.text(offer) + " " + where + " ? [Y/n]";
            // No answer at all is not a yes.
            return prompt.ask(question)
                    .map(answer ->
                            answer.isEmpty() || answer.toLowerCase(Locale.ROOT).startsWith("y"))
                    .orElse(false);
        }

        @Override
        public boolean sameWords(TransferEvent.Comparing comparing) {
            return Answers.sameWords(prompt, comparing);
        }

        @Override
        public Duration scanWait() {
            return PATIENCE;
        }

        @Override
        public ConflictRule conflict(String path) {
            return rule.orElseGet(() -> askAbout(path));
        }

        private ConflictRule askAbout(String name) {
            String question =
                    "A different " + Escaped.text(name) + " is there: [r]ename, [o]verwrite, [s]kip, [c]ancel?";
            while (true) {
                Optional<String> answer = prompt.ask(question).map(text -> text.toLowerCase(Locale.ROOT));
                if (answer.isEmpty()) {
                    return ConflictRule.FAIL;
                }
                switch (answer.get()) {
                    case "r", "rename" -> {
                        return ConflictRule.RENAME;
                    }
                    case "o", "overwrite" -> {
                        return ConflictRule.OVERWRITE;
                    }
                    case "s", "skip" -> {
                        return ConflictRule.SKIP;
                    }
                    case "c", "cancel" -> {
                        return ConflictRule.FAIL;
                    }
                    default -> {
                        // Asked again.
                    }
                }
            }
        }
    }
}
