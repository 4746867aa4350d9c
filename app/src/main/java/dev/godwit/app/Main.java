package dev.godwit.app;

import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.terminal.TerminalFacts;

/** Where the process begins and ends. */
public final class Main {
    private Main() {}

    /** Runs one command line. */
    public static void main(String[] args) {
        TerminalFacts facts = TerminalFacts.detect(System::getProperty, System.getenv());
        Program program = new Program(Terminal.ofProcess(facts), System.getenv(), NodePeer::open);
        System.exit(program.run(args));
    }
}
