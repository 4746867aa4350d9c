package dev.godwit.app;

import dev.godwit.app.terminal.Prompt;
import dev.godwit.app.terminal.Screen;
import dev.godwit.app.view.Offers;
import dev.godwit.app.view.ReceiveView;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.node.Decisions;
import dev.godwit.node.ReceiveRequest;
import dev.godwit.node.ReceiveRequest.Target;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit receive}: fetches what a code or ticket names. */
@Command(
        name = "receive",
        aliases = "get",
        sortOptions = false,
        description = "Fetches what a code or ticket names. After an interruption the same command goes on.",
        footer = {
            "",
            "Both are secrets that other users of this machine can see among the arguments. They may come",
            "from standard input (receive -) or the variable GODWIT_CODE or GODWIT_TICKET instead.",
            "",
            "Examples:",
            "  godwit receive 482193-violin-harbor-cactus",
            "  godwit receive 482193 violin harbor cactus -o Downloads --conflict rename",
            "  godwit receive godwit:… --stdout | tar x"
        })
final class ReceiveCommand implements Callable<Integer> {
    private static final String GO_ON = "Run the same command again: it goes on from the verified pieces.";
    private static final String START_AGAIN = "Run the same command again: it starts from the beginning.";

    private final Transfers transfers;
    private final SecretSource secrets;
    private final Output output;

    @Parameters(
            paramLabel = "CODE|TICKET",
            arity = "0..*",
            description = "The code or ticket that send has printed, or -.")
    private List<String> words = List.of();

    @Option(names = "-o", paramLabel = "DIR", description = "Where to put it (default: the current directory).")
    private Path directory = Path.of("");

    @Option(names = "--stdout", description = "Write the content to standard output.")
    private boolean toStandardOutput;

    @Option(
            names = "--at",
            paramLabel = "HOST:PORT",
            description = "Where the sender listens, instead of looking for it; may be repeated.",
            converter = OptionTypes.Endpoint.class)
    private List<InetSocketAddress> at = List.of();

    @Option(
            names = "--conflict",
            paramLabel = "rename|overwrite|skip|fail",
            description = "What to do when a different file is there (default: ask on a terminal, else fail).",
            converter = OptionTypes.Conflict.class)
    private @Nullable ConflictRule conflict;

    @Option(
            names = "--select",
            paramLabel = "GLOB",
            description = "Only what matches, as in .gitignore: '*.jpg', 'photos/2026/', '!*.tmp'; may be repeated.")
    private List<String> select = List.of();

    @Option(names = "--dry-run", description = "Tell what would be received, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--limit-down",
            paramLabel = "RATE",
            description = "The most to receive in a second: 10MB, 1.5GiB, 800kbit.",
            converter = OptionTypes.Rate.class)
    private @Nullable Long limitDown;

    @Option(
            names = "--verify",
            description = "Show words for both sides to compare before anything is received with a code.")
    private boolean verify;

    @Mixin
    private final FindingOptions finding = new FindingOptions();

    @Option(names = "--yes", description = "Ask nothing.")
    private boolean agreed;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "How long to keep trying to connect: 90s, 15m (default: 10s, 2m after a loss).",
            converter = OptionTypes.DurationOption.class)
    private @Nullable Duration patience;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "A sender silent for this long counts as gone (default: 30s).",
            converter = OptionTypes.DurationOption.class)
    private Duration silence = Duration.ofSeconds(30);

    ReceiveCommand(Transfers transfers, SecretSource secrets, Output output) {
        this.transfers = transfers;
        this.secrets = secrets;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        if (toStandardOutput) {
            output.leaveStandardOutputToContent();
        }
        if (verify) {
            Answers.checkCanCompare(output.terminal());
        }
        Screen screen = output.screen();
        Prompt prompt = output.prompt(screen);
        Target target = toStandardOutput ? new Target.StandardOutput() : new Target.Directory(directory);
        ReceiveRequest request = new ReceiveRequest(
                secrets.secret(words, prompt),
                at,
                verify,
                finding.finding(),
                target,
                Optional.ofNullable(patience),
                silence,
                select,
                dryRun,
                limitDown == null ? OptionalLong.empty() : OptionalLong.of(limitDown));
        Path currentDirectory = Path.of("").toAbsolutePath();
        ReceiveView view = new ReceiveView(
                screen,
                output.progress(screen),
                currentDirectory,
                new ReceiveView.Detail(asks(), output.isVerbose()),
                output.resultsAreJson() ? _ -> {} : output::result);
        Decisions decisions = decisions(prompt, currentDirectory);
        return transfers.run(
                screen,
                prompt,
                toStandardOutput ? START_AGAIN : GO_ON,
                peer -> peer.receive(request, decisions, transfers.views(view)));
    }

    private boolean asks() {
        return output.terminal().canAsk() && !agreed;
    }

    private Decisions decisions(Prompt prompt, Path currentDirectory) {
        Optional<ConflictRule> rule = Optional.ofNullable(conflict);
        if (!asks()) {
            return new Answers.Given(prompt, rule.orElse(ConflictRule.FAIL));
        }
        Optional<Path> shownDirectory =
                toStandardOutput ? Optional.empty() : Optional.of(currentDirectory.resolve(directory));
        return new Answers.Asked(
                prompt,
                new Answers.Conflicts(prompt, rule),
                shownDirectory.map(path -> Offers.place(path, currentDirectory)));
    }
}
