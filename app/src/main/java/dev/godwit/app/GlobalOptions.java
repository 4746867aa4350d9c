package dev.godwit.app;

import dev.godwit.node.home.Home;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command, taken before and after its name. */
final class GlobalOptions {

    /** How to show progress. */
    enum ProgressMode {
        AUTO,
        TTY,
        PLAIN,
        JSON,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    // Only picocli looks at it.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean helpAsked;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print results and events as one JSON object a line.")
    private boolean json;

    @Option(
            names = "--progress",
            paramLabel = "auto|tty|plain|json|none",
            scope = ScopeType.INHERIT,
            description = "How to show progress (default: auto).",
            converter = OptionTypes.Progress.class)
    private ProgressMode progress = ProgressMode.AUTO;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print results and failures only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more, such as where a failure comes from.")
    private boolean verbose;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where this peer keeps its identity and unfinished transfers.")
    private @Nullable Path home;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours, as with NO_COLOR=1.")
    private boolean colourless;

    boolean json() {
        return json;
    }

    ProgressMode progress() {
        return progress;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    boolean colourless() {
        return colourless;
    }

    Home home(Map<String, String> environment) {
        return Home.locate(Optional.ofNullable(home), environment);
    }
}
