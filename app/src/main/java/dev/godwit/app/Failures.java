package dev.godwit.app;

import dev.godwit.app.terminal.Screen;
import dev.godwit.app.view.FailureReport;
import dev.godwit.wire.code.MalformedCodeException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports failures in words, or as JSON, and turns them into exit codes. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int MOST_SUGGESTIONS = 3;

    private final Output output;

    Failures(Output output) {
        this.output = output;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return report(Failure.of(thrown));
    }

    @Override
    public int handleParseException(ParameterException thrown, String[] args) {
        // Parsing has ended early, perhaps before it saw this option.
        if (Arrays.asList(args).contains("--json")) {
            output.forceJson();
        }
        return report(Failure.usage(firstLine(thrown), hint(thrown)));
    }

    int report(Failure failure) {
        output.json().ifPresent(json -> json.failed(failure.code(), failure.exit(), failure.message(), failure.hint()));
        output.failureScreen().ifPresent(screen -> print(screen, failure));
        return failure.exit();
    }

    private void print(Screen screen, Failure failure) {
        // Nearly what was typed: for the eyes of who typed it, and in no log.
        String meant = output.terminal().facts().errIsTerminal() ? suggestion(failure) : "";
        FailureReport.print(screen, failure.message(), meant + failure.hint());
        if (output.isVerbose() && failure.cause() != null) {
            FailureReport.printTrace(screen, failure.cause());
        }
    }

    private static String suggestion(Failure failure) {
        return failure.cause() != null
                        && failure.cause().getCause() instanceof MalformedCodeException malformed
                        && !malformed.suggestions().isEmpty()
                ? "Did you mean " + String.join(" or ", malformed.suggestions()) + "? "
                : "";
    }

    private static String firstLine(ParameterException thrown) {
        if (thrown instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && unmatched.getCommandLine().getParent() == null) {
            return "There is no command '" + unmatched.getUnmatched().getFirst() + "'";
        }
        String message = thrown.getMessage();
        return message == null ? "Wrong usage" : message.lines().findFirst().orElse("");
    }

    private static String hint(ParameterException thrown) {
        String help = "See " + thrown.getCommandLine().getCommandSpec().qualifiedName() + " --help.";
        if (thrown instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                List<String> best = suggestions.subList(0, Math.min(MOST_SUGGESTIONS, suggestions.size()));
                return "Did you mean: " + String.join(" or ", best) + "? " + help;
            }
        }
        return help;
    }
}
