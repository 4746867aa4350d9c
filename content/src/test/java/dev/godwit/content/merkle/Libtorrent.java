package dev.godwit.content.merkle;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** libtorrent, asked through one Python process for the trees of files: another implementation of BEP 52. */
final class Libtorrent implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /** The root, the zero root for an empty file, and the piece layer, empty for a file of at most one piece. */
    record Tree(Hash root, List<Hash> pieceLayer) {}

    private Libtorrent(Process process) {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Starts it; where it is missing, fails on a build machine and skips the test elsewhere. */
    static Libtorrent start() throws IOException, InterruptedException, URISyntaxException {
        Process probe = new ProcessBuilder(PYTHON, "-c", "import libtorrent")
                .redirectErrorStream(true)
                .start();
        boolean present = probe.waitFor() == 0;
        if (!present && System.getenv("CI") != null) {
            fail("The oracle is missing: install the Debian package python3-libtorrent");
        }
        assumeTrue(present, "python3-libtorrent is not installed");
        URL script = Objects.requireNonNull(Libtorrent.class.getResource("libtorrent_roots.py"));
        return new Libtorrent(new ProcessBuilder(PYTHON, Path.of(script.toURI()).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    Tree tree(Path file, PieceSize pieceSize) throws IOException {
        questions.write(pieceSize.bytes() + " " + file + "\n");
        questions.flush();
        String[] answer =
                Objects.requireNonNull(answers.readLine(), "libtorrent ended").split(" ", -1);
        List<Hash> layer = new ArrayList<>();
        if (!answer[1].equals("-")) {
            for (int at = 0; at < answer[1].length(); at += 2 * Hash.BYTES) {
                layer.add(Hash.parse(answer[1].substring(at, at + 2 * Hash.BYTES)));
            }
        }
        return new Tree(answer[0].equals("-") ? Hash.ZERO : Hash.parse(answer[0]), layer);
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
