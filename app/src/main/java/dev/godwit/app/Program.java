package dev.godwit.app;

import dev.godwit.app.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The command tree, put together around one terminal, environment and source of peers. */
final class Program {
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Peer.Opener peers;

    Program(Terminal terminal, Map<String, String> environment, Peer.Opener peers) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.peers = peers;
    }

    /** Runs one command line and returns the exit code. */
    int run(String... args) {
        GlobalOptions options = new GlobalOptions();
        Output output = new Output(terminal, options);
        Failures failures = new Failures(output);
        try {
            return commands(options, output, failures).execute(BareTicket.expand(args));
        } catch (Exception | Error e) {
            return failures.report(Failure.of(e));
        }
    }

    private CommandLine commands(GlobalOptions options, Output output, Failures failures) {
        Transfers transfers = new Transfers(peers, options, environment, output);
        TicketSource tickets = new TicketSource(terminal, environment);
        CommandLine commands = new CommandLine(new GodwitCommand(options))
                .addSubcommand(new SendCommand(transfers, output))
                .addSubcommand(new ReceiveCommand(transfers, tickets, output))
                .addSubcommand(new HashCommand(output))
                .addSubcommand(new IdCommand(transfers, output))
                .addSubcommand(new VersionCommand(output))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new RehearseCommand(peers));
        return configured(commands, failures);
    }

    private CommandLine configured(CommandLine commands, Failures failures) {
        boolean coloured = terminal.facts().colourful() && terminal.facts().outIsTerminal();
        return commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(Help.defaultColorScheme(coloured ? Help.Ansi.ON : Help.Ansi.OFF))
                // A file may be called @name.
                .setExpandAtFiles(false)
                .setUsageHelpWidth(Math.clamp(terminal.facts().columns(), 60, 100))
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
