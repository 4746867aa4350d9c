package dev.godwit.app;

import dev.godwit.app.terminal.Prompt;
import dev.godwit.app.terminal.Screen;
import dev.godwit.app.text.ByteSize;
import dev.godwit.app.text.DurationText;
import dev.godwit.app.text.Escaped;
import dev.godwit.app.text.ShellWord;
import dev.godwit.app.view.SendView;
import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.node.SendRequest;
import dev.godwit.node.SendRequest.Source;
import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.event.TransferEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit send}: offers a file or standard input until it is fetched. */
@Command(
        name = "send",
        sortOptions = false,
        description =
                "Offers files and folders, or standard input (-), and prints the code and the ticket that fetch them.",
        footer = {
            "",
            "Examples:",
            "  godwit send film.mkv",
            "  godwit send photos notes.txt --exclude '*.tmp'",
            "  godwit send --downloads 3 --expires 7d film.mkv",
            "  tar c photos | godwit send - --name photos.tar"
        })
final class SendCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final String STANDARD_INPUT_NAME = "stdin";

    private final Transfers transfers;
    private final Output output;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "The files and folders to offer, or - for standard input.")
    private List<String> paths = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name the receiver sees, of a single file or folder.",
            converter = OptionTypes.FileName.class)
    private @Nullable String name;

    @Option(
            names = "--downloads",
            paramLabel = "N|unlimited",
            defaultValue = "1",
            description = "How many downloads may complete (default: 1).",
            converter = OptionTypes.Downloads.class)
    private int downloads;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description = "How long it may be fetched: 90s, 15m, 24h, 7d (default: 24h).",
            converter = OptionTypes.DurationOption.class)
    private Duration expires = Duration.ofHours(24);

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            description = "The only address to listen on (default: all).",
            converter = OptionTypes.Bind.class)
    private @Nullable InetAddress bind;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The port to listen on (default: a free one).",
            converter = OptionTypes.Port.class)
    private int port;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "A receiver silent for this long counts as gone (default: 30s).",
            converter = OptionTypes.DurationOption.class)
    private Duration silence = Duration.ofSeconds(30);

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leave out what matches, as in .gitignore; may be repeated.")
    private List<String> excludes = List.of();

    @Option(
            names = "--exclude-from",
            paramLabel = "FILE",
            description = "Leave out what matches a line of this file; may be repeated.")
    private List<Path> excludeFiles = List.of();

    @Option(names = "--follow", description = "Send what symbolic links lead to, in their place.")
    private boolean follow;

    @Option(names = "--skip-links", description = "Leave symbolic links out.")
    private boolean skipLinks;

    @Option(
            names = "--limit-up",
            paramLabel = "RATE",
            description = "The most to send in a second: 10MB, 1.5GiB, 800kbit.",
            converter = OptionTypes.Rate.class)
    private @Nullable Long limitUp;

    @Option(
            names = "--compress",
            paramLabel = "auto|always|never",
            defaultValue = "auto",
            description = "Compress content: where it is faster (auto, the default), always or never.",
            converter = OptionTypes.Compress.class)
    private CompressMode compress = CompressMode.AUTO;

    @Option(
            names = "--new-code",
            description = "Print another code than the last run of this command, whose code is void then.")
    private boolean newCode;

    @Option(
            names = "--verify",
            description = "Show words for both sides to compare before anything is sent to who has the code.")
    private boolean verify;

    @Mixin
    private final FindingOptions finding = new FindingOptions();

    @Spec
    private @Nullable CommandSpec spec;

    SendCommand(Transfers transfers, Output output) {
        this.transfers = transfers;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        Source source = source();
        Optional<String> shownName = source instanceof Source.StandardInput
                ? Optional.of(name == null ? STANDARD_INPUT_NAME : name)
                : Optional.ofNullable(name);
        SendRequest request = new SendRequest(
                source,
                shownName,
                Optional.ofNullable(bind),
                port,
                expires,
                downloads,
                silence,
                limitUp == null ? OptionalLong.empty() : OptionalLong.of(limitUp),
                compress,
                newCode,
                verify,
                finding.finding());
        Screen screen = output.screen();
        Prompt prompt = output.prompt(screen);
        Predicate<TransferEvent.Comparing> sameWords = sameWords(prompt);
        SendView view = new SendView(
                screen,
                output.progress(screen),
                results(),
                new SendView.Offered(offered(request), verify, output.isVerbose()));
        return transfers.run(
                screen, prompt, goOn(source), peer -> peer.send(request, sameWords, transfers.views(view)));
    }

    private Predicate<TransferEvent.Comparing> sameWords(Prompt prompt) throws CommandException {
        if (!verify) {
            return _ -> true;
        }
        Answers.checkCanCompare(output.terminal());
        return comparing -> Answers.sameWords(prompt, comparing);
    }

    private Source source() throws CommandException {
        if (!paths.contains(STANDARD_INPUT)) {
            if (name != null && paths.size() > 1) {
                throw new CommandException(Failure.usage(
                        "--name names a single file or folder, and there are several", "Leave out --name."));
            }
            if (follow && skipLinks) {
                throw new CommandException(
                        Failure.usage("--follow and --skip-links contradict each other", "Leave one of them out."));
            }
            Links links = follow ? Links.FOLLOW : skipLinks ? Links.SKIP : Links.KEEP;
            return new Source.Files(paths.stream().map(Path::of).toList(), links, excludes, excludeFiles);
        }
        if (paths.size() > 1) {
            throw new CommandException(
                    Failure.usage("Standard input can not be sent together with files", "Send them by two commands."));
        }
        if (downloads > 1) {
            throw new CommandException(Failure.usage(
                    "Standard input can be read only once, so it can be sent only once",
                    "Leave out --downloads, or save it to a file first."));
        }
        return new Source.StandardInput();
    }

    private Consumer<String> results() {
        // In JSON they are fields of the event.
        return output.resultsAreJson() ? _ -> {} : output::result;
    }

    private String offered(SendRequest request) {
        List<String> parts = new ArrayList<>();
        switch (request.source()) {
            case Source.StandardInput _ ->
                parts.add("standard input as " + request.name().orElseThrow());
            case Source.Files(List<Path> files, Links _, List<String> _, List<Path> _) -> {
                parts.add(request.name().orElse(names(files)));
                if (files.size() == 1) {
                    size(files.getFirst()).ifPresent(parts::add);
                }
            }
        }
        parts.add("for " + DurationText.exact(expires));
        if (downloads > 1) {
            parts.add(downloads == SendRequest.UNLIMITED ? "any number of downloads" : downloads + " downloads");
        }
        return Escaped.text(String.join(", ", parts));
    }

    private static String names(List<Path> files) {
        Path first = files.getFirst().toAbsolutePath().normalize().getFileName();
        String more = files.size() == 1 ? "" : " and %,d more".formatted(files.size() - 1);
        return first + more;
    }

    private static Optional<String> size(Path path) {
        try {
            return Files.isDirectory(path) ? Optional.empty() : Optional.of(ByteSize.of(Files.size(path)));
        } catch (IOException e) {
            // The peer reports a file that it cannot read, in its own words.
            return Optional.empty();
        }
    }

    private String goOn(Source source) {
        if (source instanceof Source.StandardInput || spec == null) {
            return "Run the command again to offer it from the start.";
        }
        List<String> command = new ArrayList<>(List.of("godwit"));
        command.addAll(spec.root().commandLine().getParseResult().originalArgs());
        return "The share stays; to go on: " + ShellWord.join(command);
    }
}
