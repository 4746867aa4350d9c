package dev.godwit.app;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code godwit} itself: the options that all commands share, and help. */
@Command(
        name = "godwit",
        sortOptions = false,
        versionProvider = VersionCommand.Provider.class,
        description = "Sends files and folders straight from one machine to another: encrypted, verified, resumable.",
        customSynopsis = {
            "godwit send PATH...             offer files and folders; prints a code and a ticket",
            "       godwit receive CODE|TICKET      fetch it on the other machine (or just: godwit CODE)",
            "       godwit COMMAND --help           all about one command"
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 not found or expired, 4 refused, 5 no route or",
            "connection lost, 6 integrity, 7 disk or file, 8 conflict, 130 interrupted, 143 terminated."
        })
final class GodwitCommand implements Runnable {
    // Only picocli looks at these two.
    @SuppressWarnings("UnusedVariable")
    @Mixin
    private final GlobalOptions options;

    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean versionAsked;

    @Spec
    private @Nullable CommandSpec spec;

    GodwitCommand(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Missing command");
    }
}
