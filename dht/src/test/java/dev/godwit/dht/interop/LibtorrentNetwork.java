package dev.godwit.dht.interop;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A DHT of libtorrent sessions on 127.0.0.1, on ports that were free: another implementation of all that we speak. */
final class LibtorrentNetwork implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final List<Integer> ports;

    private LibtorrentNetwork(Process process) throws IOException {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
        this.ports = Stream.of(line().split(" ", -1)).map(Integer::valueOf).toList();
    }

    /** Starts it; where it is missing, fails on a build machine and skips the test elsewhere. */
    static LibtorrentNetwork start(int sessions) throws Exception {
        Process probe = new ProcessBuilder(PYTHON, "-c", "import libtorrent")
                .redirectErrorStream(true)
                .start();
        boolean present = probe.waitFor() == 0;
        if (!present && System.getenv("CI") != null) {
            fail("The oracle is missing: install the Debian package python3-libtorrent");
        }
        assumeTrue(present, "python3-libtorrent is not installed");
        Path script = Path.of(Objects.requireNonNull(LibtorrentNetwork.class.getResource("libtorrent_network.py"))
                .toURI());
        return new LibtorrentNetwork(new ProcessBuilder(PYTHON, script.toString(), Integer.toString(sessions))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    List<Integer> ports() {
        return ports;
    }

    /** What one session answers; words are as in the script. */
    String ask(int session, String... words) throws IOException {
        questions.write(session + " " + String.join(" ", words) + "\n");
        questions.flush();
        return line();
    }

    private String line() throws IOException {
        return Objects.requireNonNull(answers.readLine(), "libtorrent ended");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
