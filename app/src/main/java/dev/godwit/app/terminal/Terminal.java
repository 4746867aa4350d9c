package dev.godwit.app.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams and what stands behind them.
 *
 * @param in answers and secrets come from here
 * @param out results only
 * @param err everything else
 * @param facts which of them are terminals, and of what kind
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, TerminalFacts facts) {
    private static final int BUFFER_BYTES = 8192;

    /** This process's own streams. Always UTF-8: what scripts read must not depend on the locale. */
    public static Terminal ofProcess(TerminalFacts facts) {
        return new Terminal(
                new FileInputStream(FileDescriptor.in), utf8(FileDescriptor.out), utf8(FileDescriptor.err), facts);
    }

    /** Whether a person sits there who sees questions and can answer them. */
    public boolean canAsk() {
        return facts.inIsTerminal() && facts.errIsTerminal();
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        var buffered = new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES);
        return new PrintStream(buffered, true, StandardCharsets.UTF_8);
    }
}
