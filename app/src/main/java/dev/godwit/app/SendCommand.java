package dev.godwit.app;

import dev.godwit.app.terminal.Screen;
import dev.godwit.app.text.ByteSize;
import dev.godwit.app.text.DurationText;
import dev.godwit.app.text.Escaped;
import dev.godwit.app.text.ShellWord;
import dev.godwit.app.view.SendView;
import dev.godwit.node.SendRequest;
import dev.godwit.node.SendRequest.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code godwit send}: offers a file or standard input until it is fetched. */
@Command(
        name = "send",
        sortOptions = false,
        description = "Offers a file, or standard input (-), and prints the ticket that fetches it.",
        footer = {
            "",
            "Examples:",
            "  godwit send film.mkv",
            "  godwit send --downloads 3 --expires 7d film.mkv",
            "  tar c photos | godwit send - --name photos.tar"
        })
final class SendCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final String STANDARD_INPUT_NAME = "stdin";

    private final Transfers transfers;
    private final Output output;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The file to offer, or - for standard input.")
    private List<String> paths = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name the receiver sees.",
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
        SendRequest request =
                new SendRequest(source, shownName, Optional.ofNullable(bind), port, expires, downloads, silence);
        Screen screen = output.screen();
        SendView view = new SendView(screen, output.progress(screen), tickets(), offered(request));
        return transfers.run(
                screen, output.prompt(screen), goOn(source), peer -> peer.send(request, transfers.views(view)));
    }

    private Source source() throws CommandException {
        if (paths.size() > 1) {
            throw oneFileOnly("Only one file at a time can be sent in this version", "DIR");
        }
        String path = paths.getFirst();
        if (path.equals(STANDARD_INPUT)) {
            if (downloads > 1) {
                throw new CommandException(Failure.usage(
                        "Standard input can be read only once, so it can be sent only once",
                        "Leave out --downloads, or save it to a file first."));
            }
            return new Source.StandardInput();
        }
        if (Files.isDirectory(Path.of(path))) {
            throw oneFileOnly("'" + path + "' is a directory, and this version sends one file at a time", path);
        }
        return new Source.File(Path.of(path));
    }

    private static CommandException oneFileOnly(String message, String directory) {
        Path last = Path.of(directory).toAbsolutePath().normalize().getFileName();
        String archive = (last == null || directory.equals("DIR") ? "DIR" : last.toString()) + ".tar";
        return new CommandException(Failure.usage(
                message,
                "Pack it: tar c " + ShellWord.quote(directory) + " | godwit send - --name "
                        + ShellWord.quote(archive)));
    }

    private Consumer<String> tickets() {
        // In JSON the ticket is a field of the event.
        return output.resultsAreJson() ? _ -> {} : output::result;
    }

    private String offered(SendRequest request) {
        List<String> parts = new ArrayList<>();
        switch (request.source()) {
            case Source.StandardInput _ ->
                parts.add("standard input as " + request.name().orElseThrow());
            case Source.File(Path path) -> {
                Path fileName = path.getFileName();
                parts.add(request.name().orElse(String.valueOf(fileName)));
                size(path).ifPresent(parts::add);
            }
        }
        parts.add("for " + DurationText.exact(expires));
        if (downloads > 1) {
            parts.add(downloads == SendRequest.UNLIMITED ? "any number of downloads" : downloads + " downloads");
        }
        return Escaped.text(String.join(", ", parts));
    }

    private static Optional<String> size(Path path) {
        try {
            return Optional.of(ByteSize.of(Files.size(path)));
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
