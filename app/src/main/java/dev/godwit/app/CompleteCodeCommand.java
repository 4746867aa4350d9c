package dev.godwit.app;

import dev.godwit.app.terminal.Prompt;
import dev.godwit.wire.code.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/**
 * {@code godwit complete-code}: what half a code may become, for the scripts of {@code godwit completion}. They pass it on
 * standard input, because arguments are visible to all users of a machine. Whatever it is given, it succeeds.
 */
@Command(name = "complete-code", hidden = true, description = "Prints what half a code may become, one a line.")
final class CompleteCodeCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Output output;

    @Parameters(paramLabel = "PARTIAL", arity = "0..*", description = "What was typed of the code, or -.")
    private List<String> partial = List.of();

    // A shell in the middle of a word has no use for an error.
    @SuppressWarnings("UnusedVariable")
    @Unmatched
    private List<String> ignored = new ArrayList<>();

    CompleteCodeCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        Prompt prompt = output.prompt(output.screen());
        String typed = partial.equals(List.of(STANDARD_INPUT)) ? prompt.line().orElse("") : String.join(" ", partial);
        List<String> completions = Code.complete(typed);
        if (!completions.isEmpty()) {
            output.result(String.join("\n", completions));
        }
        return 0;
    }
}
