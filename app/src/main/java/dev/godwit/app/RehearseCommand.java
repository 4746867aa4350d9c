package dev.godwit.app;

import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.terminal.TerminalFacts;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code godwit rehearse}: sends a large file and many small ones to itself over loopback, so that the class cache that the
 * launcher makes of this run holds what a transfer needs, and the compiler knows what will be hot.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Sends files to itself, to make the class cache of the launcher.")
final class RehearseCommand implements Callable<Integer> {
    private static final int FILE_BYTES = 48 << 20;
    private static final int SMALL_FILES = 2_000;
    private static final int SMALL_FILE_BYTES_MAX = 4_096;
    private static final int FILES_PER_FOLDER = 100;

    private final Peer.Opener peers;

    @Parameters(paramLabel = "DIR", description = "A directory to work in; the homes in it are used again.")
    private Path directory = Path.of("");

    RehearseCommand(Peer.Opener peers) {
        this.peers = peers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = directory.resolve("file");
        byte[] content = new byte[FILE_BYTES];
        new SplittableRandom(1).nextBytes(content);
        Files.write(file, content);
        Path folder = makeSmallFiles(content);
        transfer(ready -> List.of(field(ready, "ticket")), file.toString(), folder.toString());
        int received = transfer(
                ready -> List.of(field(ready, "code"), "--at", field(ready, "addresses")),
                folder.resolve("folder-0").toString());
        run(OutputStream.nullOutputStream(), "hash", "--json", file.toString());
        return received;
    }

    /** @param secret what to receive with, as the event that the sender begins with says */
    private int transfer(Function<String, List<String>> secret, String... paths)
            throws IOException, InterruptedException {
        PipedInputStream sent = new PipedInputStream(1 << 16);
        PipedOutputStream events = new PipedOutputStream(sent);
        List<String> send = new ArrayList<>(List.of("send", "--json", "--progress", "none", "--home", home("sender")));
        send.addAll(List.of("--bind", "127.0.0.1", "--no-lan", "--no-dht"));
        send.addAll(List.of(paths));
        Thread sender = Thread.ofPlatform().daemon().start(() -> run(events, send.toArray(String[]::new)));
        BufferedReader lines = new BufferedReader(new InputStreamReader(sent, StandardCharsets.UTF_8));
        List<String> receive = new ArrayList<>(List.of("receive", "--home", home("receiver"), "--conflict", "rename"));
        receive.addAll(List.of("-o", directory.resolve("received").toString()));
        receive.addAll(secret.apply(String.valueOf(lines.readLine())));
        int received = run(OutputStream.nullOutputStream(), receive.toArray(String[]::new));
        sender.join();
        return received;
    }

    /** The text of a field, or the first of several, in a line of JSON that this program has written. */
    private static String field(String line, String name) {
        Matcher matcher = Pattern.compile('"' + name + "\":\\[?\"([^\"]*)").matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }

    private Path makeSmallFiles(byte[] content) throws IOException {
        Path folder = directory.resolve("folder");
        for (int i = 0; i < SMALL_FILES; i++) {
            Path in = Files.createDirectories(folder.resolve("folder-" + i / FILES_PER_FOLDER));
            Files.write(in.resolve("file-" + i), Arrays.copyOf(content, i % SMALL_FILE_BYTES_MAX));
        }
        return folder;
    }

    private String home(String name) {
        return directory.resolve(name).toString();
    }

    private int run(OutputStream out, String... arguments) {
        InputStream nothing = new ByteArrayInputStream(new byte[0]);
        PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream unseen = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nothing, results, unseen, TerminalFacts.none());
        return new Program(terminal, Map.of(), peers).run(arguments);
    }
}
