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
import java.util.stream.Stream;

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
        public boolean accept(TransferEvent.Manifest offer) {
            return true;
        }

        @Override
        public Optional<ConflictRule> conflict(String path) {
            return Optional.of(rule);
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
     * @param conflicts decides about conflicts
     * @param place where it goes; empty for standard output
     */
    record Asked(Prompt prompt, Conflicts conflicts, Optional<String> place) implements Decisions {
        @Override
        public boolean accept(TransferEvent.Manifest offer) {
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
        public Optional<ConflictRule> conflict(String path) {
            return conflicts.decide(path);
        }
    }

    /** What is done about files that differ: by the rule of the options, or of an answer that was for all. */
    static final class Conflicts {
        private final Prompt prompt;
        private Optional<ConflictRule> rule;
        private boolean isFirst = true;

        Conflicts(Prompt prompt, Optional<ConflictRule> rule) {
            this.prompt = prompt;
            this.rule = rule;
        }

        /** Asks where there is no rule yet; empty when all is to stop. */
        Optional<ConflictRule> decide(String path) {
            return rule.isPresent() ? rule : ask(path);
        }

        private Optional<ConflictRule> ask(String path) {
            // Who has been asked once would rather not be asked a thousand times.
            String forAll = isFirst ? "" : " (a capital letter: all others too)";
            String question =
                    "A different " + Escaped.text(path) + " is there: [r]ename, [o]verwrite, [s]kip, [c]ancel?";
            isFirst = false;
            while (true) {
                Optional<String> answer = prompt.ask(question + forAll);
                if (answer.isEmpty()) {
                    return Optional.of(ConflictRule.FAIL);
                }
                String word = answer.get();
                Optional<ConflictRule> given = Stream.of(ConflictRule.RENAME, ConflictRule.OVERWRITE, ConflictRule.SKIP)
                        .filter(meant -> isMeant(word, meant.name()))
                        .findFirst();
                if (given.isPresent()) {
                    rule = Character.isUpperCase(word.charAt(0)) ? given : Optional.empty();
                    return given;
                }
                if (isMeant(word, "CANCEL")) {
                    return Optional.empty();
                }
            }
        }

        private static boolean isMeant(String answer, String word) {
            return answer.equalsIgnoreCase(word) || answer.equalsIgnoreCase(word.substring(0, 1));
        }
    }
}
