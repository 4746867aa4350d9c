package dev.godwit.app;

import dev.godwit.app.terminal.Terminal;
import dev.godwit.node.doctor.DhtCheck;
import dev.godwit.node.doctor.LanCheck;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The command tree, put together around one terminal, environment and source of peers. */
final class Program {
    private static final Set<String> TELLING_OF_ALL = Set.of("help", "completion");

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
            String[] words = BareSecret.expand(this::flags, args);
            return commands(words, options, output, failures).execute(words);
        } catch (Exception | Error e) {
            return failures.report(Failure.of(e));
        }
    }

    /** The options that take no value where a secret comes. */
    private Set<String> flags() {
        GlobalOptions unused = new GlobalOptions();
        Object receive = Objects.requireNonNull(
                        known(unused, new Output(terminal, unused)).get("receive"))
                .get();
        return Stream.of(new GodwitCommand(unused), receive)
                .flatMap(command -> CommandSpec.forAnnotatedObject(command).options().stream())
                .filter(option -> option.arity().max() == 0)
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toSet());
    }

    /** Only the command that is named is put together: reading the annotations of all takes as long as the rest. */
    private CommandLine commands(String[] words, GlobalOptions options, Output output, Failures failures) {
        Map<String, Supplier<Object>> known = known(options, output);
        List<String> named = Stream.of(words).filter(known::containsKey).toList();
        boolean isPlain = named.size() == 1 && !TELLING_OF_ALL.containsAll(named);
        CommandLine commands = new CommandLine(new GodwitCommand(options));
        for (String name : isPlain ? named : known.keySet()) {
            commands.addSubcommand(Objects.requireNonNull(known.get(name)).get());
        }
        return configured(commands, failures);
    }

    private Map<String, Supplier<Object>> known(GlobalOptions options, Output output) {
        Transfers transfers = new Transfers(peers, options, environment, output);
        SecretSource secrets = new SecretSource(terminal, environment);
        Map<String, Supplier<Object>> known = new LinkedHashMap<>();
        known.put("send", () -> new SendCommand(transfers, output));
        known.put("receive", () -> new ReceiveCommand(transfers, secrets, output));
        known.put("hash", () -> new HashCommand(output));
        known.put("id", () -> new IdCommand(transfers, output));
        known.put("transfers", () -> new TransfersCommand(transfers, output));
        known.put("config", () -> new ConfigCommand(transfers, output));
        known.put("doctor", () -> new DoctorCommand(LanCheck::run, () -> DhtCheck.run(transfers.home()), output));
        known.put("completion", () -> new CompletionCommand(output));
        known.put("version", () -> new VersionCommand(output));
        known.put("help", HelpCommand::new);
        known.put("complete-code", () -> new CompleteCodeCommand(output));
        known.put("rehearse", () -> new RehearseCommand(peers));
        return known;
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
