package dev.godwit.app;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit help}: picocli's own declares {@code -h} a second time beside the one that all commands share. */
@Command(name = "help", sortOptions = false, description = "Prints help about Godwit or one of its commands.")
final class HelpCommand implements Callable<Integer> {

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
    private @Nullable String name;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws CommandException {
        CommandLine all = Objects.requireNonNull(spec).parent().commandLine();
        CommandLine explained = name == null ? all : all.getSubcommands().get(name);
        if (explained == null) {
            throw new CommandException(Failure.usage("There is no command '" + name + "'", "See godwit --help."));
        }
        explained.usage(all.getOut());
        return 0;
    }
}
