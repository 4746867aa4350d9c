package dev.godwit.app;

import dev.godwit.app.json.VersionLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code godwit version}. */
@Command(
        name = "version",
        sortOptions = false,
        description = "Prints the version; with -v also Java's and the system's.")
final class VersionCommand implements Callable<Integer> {
    private final Output output;

    VersionCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        String java = System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
        String os = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        String version = version();
        String details = output.isVerbose() ? "\njava " + java + "\n" + os : "";
        output.result("godwit " + version + details, new VersionLine(version, java, os));
        return 0;
    }

    private static String version() throws IOException {
        try (InputStream text = VersionCommand.class.getResourceAsStream("version.txt")) {
            if (text == null) {
                throw new IOException("version.txt is missing");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** The same for {@code --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[] {"godwit " + version()};
        }
    }
}
