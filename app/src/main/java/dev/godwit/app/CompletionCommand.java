package dev.godwit.app;

import dev.godwit.app.completion.Shell;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit completion}: what makes a shell complete commands, options and codes. */
@Command(
        name = "completion",
        sortOptions = false,
        description = "Prints a script with which a shell completes commands, options and the words of a code.",
        footer = {
            "",
            "Examples:",
            "  echo 'source <(godwit completion bash)' >>~/.bashrc",
            "  echo 'source <(godwit completion zsh)' >>~/.zshrc",
            "  godwit completion fish >~/.config/fish/completions/godwit.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Output output;

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.", converter = OptionTypes.ShellName.class)
    private @Nullable Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        CommandSpec program = Objects.requireNonNull(spec).root();
        output.result(Objects.requireNonNull(shell).script(program).stripTrailing());
        return 0;
    }
}
