package dev.godwit.app;

import dev.godwit.app.GlobalOptions.ProgressMode;
import dev.godwit.app.json.JsonLines;
import dev.godwit.app.terminal.Prompt;
import dev.godwit.app.terminal.Screen;
import dev.godwit.app.terminal.Style;
import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.text.TicketMask;
import dev.godwit.app.view.ProgressDisplay;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where a command's results, words and progress go, as the options say. Read only after the options are parsed. */
final class Output {
    private final Terminal terminal;
    private final GlobalOptions options;
    private boolean jsonIsForced;
    private boolean contentTakesStandardOutput;

    Output(Terminal terminal, GlobalOptions options) {
        this.terminal = terminal;
        this.options = options;
    }

    /** The terminal behind it. */
    Terminal terminal() {
        return terminal;
    }

    /** JSON although the options could not be read. */
    void forceJson() {
        jsonIsForced = true;
    }

    /** From now on standard output carries a file's bytes, and JSON moves to standard error. */
    void leaveStandardOutputToContent() {
        contentTakesStandardOutput = true;
    }

    boolean isVerbose() {
        return options.verbose();
    }

    /** Whether results are JSON, so that no plain ones may be printed. */
    boolean resultsAreJson() {
        return options.json() || jsonIsForced;
    }

    /** The events as JSON, if somebody wants them. */
    Optional<JsonLines> json() {
        if (!resultsAreJson() && options.progress() != ProgressMode.JSON) {
            return Optional.empty();
        }
        PrintStream stream = jsonTakesStandardError() ? terminal.err() : terminal.out();
        return Optional.of(new JsonLines(stream, options.progress() != ProgressMode.NONE, TicketMask::of));
    }

    /** Prints a result: {@code plain} as it is, or {@code record} when results are JSON. */
    void result(String plain, Record record) {
        if (resultsAreJson()) {
            json().ifPresent(json -> json.print(record));
        } else {
            result(plain);
        }
    }

    /** Prints a result in words, or as JSON when results are that. */
    void result(Supplier<String> words, Consumer<JsonLines> lines) {
        if (resultsAreJson()) {
            json().ifPresent(lines);
        } else {
            result(words.get());
        }
    }

    /** Prints a line that is a result. */
    void result(String plain) {
        // Not println, whose line end depends on the system.
        terminal.out().print(plain + "\n");
        terminal.out().flush();
    }

    /** For lines that accompany the work. */
    Screen screen() {
        boolean explicit = options.progress() == ProgressMode.TTY || options.progress() == ProgressMode.PLAIN;
        boolean replaced = options.progress() == ProgressMode.JSON || (resultsAreJson() && !explicit);
        return options.quiet() || replaced ? Screen.silent(terminal.err()) : loudScreen();
    }

    /** For failures, which are shown even to the quiet; empty where they would break a stream of JSON. */
    Optional<Screen> failureScreen() {
        return jsonTakesStandardError() ? Optional.empty() : Optional.of(loudScreen());
    }

    /** Progress on this screen, in the form the options ask for. */
    ProgressDisplay progress(Screen screen) {
        return switch (options.progress()) {
            case TTY -> redrawn(screen);
            case PLAIN -> new ProgressDisplay.Logged(screen, System::nanoTime);
            case JSON, NONE -> new ProgressDisplay.None();
            case AUTO ->
                terminal.facts().errIsTerminal() && !terminal.facts().dumb()
                        ? redrawn(screen)
                        : new ProgressDisplay.Logged(screen, System::nanoTime);
        };
    }

    /** Questions that push away this screen's status line. */
    Prompt prompt(Screen screen) {
        return new Prompt(terminal, screen);
    }

    private ProgressDisplay redrawn(Screen screen) {
        return new ProgressDisplay.Redrawn(screen, terminal.facts().columns(), System::nanoTime);
    }

    /** Whether JSON goes to standard error, where words would break it. */
    private boolean jsonTakesStandardError() {
        return resultsAreJson() ? contentTakesStandardOutput : options.progress() == ProgressMode.JSON;
    }

    private Screen loudScreen() {
        boolean coloured = terminal.facts().colourful() && !options.colourless();
        return Screen.showing(terminal.err(), coloured ? Style.COLOURED : Style.PLAIN);
    }
}
