package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.terminal.TerminalFacts;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.node.Decisions;
import dev.godwit.node.ReceiveRequest;
import dev.godwit.node.SendRequest;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole command lines against a scripted peer. */
final class ProgramTest {
    private static final TransferEvent READY =
            new TransferEvent.Ready("godwit:tick'et", List.of("10.0.0.1:4747"), "s1", false);
    private static final TransferEvent CONNECTED = new TransferEvent.Connected("p", "tcp", "10.0.0.2:5");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final ScriptedPeer peer = new ScriptedPeer();
    private TerminalFacts facts = TerminalFacts.none();
    private String input = "";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void sendPrintsTheTicketAloneOnStandardOutput() throws Exception {
        peer.tells(READY, CONNECTED, done(null));
        assertThat(run("send", file("film one.mkv").toString())).isZero();
        assertThat(text(out)).isEqualTo("godwit:tick'et\n");
        assertThat(text(err)).isEqualTo("""
                        Offering film one.mkv, 3 B, for 24h.
                        On the other side:
                          godwit receive 'godwit:tick'\\''et'
                        Waiting for the receiver (Ctrl-C stops; the same command goes on later).
                        Connected to 10.0.0.2:5, direct tcp.
                        Sent 1 file, 2.0 GB in 6.4 s (312 MB/s), verified SHA-256, direct tcp
                        """);
    }

    @Test
    void receiveEndsWithTheProof() {
        peer.tells(CONNECTED, done(Path.of("film.mkv").toAbsolutePath().toString()));
        assertThat(run("godwit:abc")).isZero();
        assertThat(text(out)).isEmpty();
        assertThat(text(err))
                .endsWith("Received 1 file, 2.0 GB in 6.4 s (312 MB/s), verified SHA-256, direct tcp → ./film.mkv\n");
    }

    @Test
    void sendOptionsArrive() throws Exception {
        Path file = file("f");
        int exit = run(
                "-q",
                "--home",
                "/h",
                "send",
                "--bind",
                "::1",
                "--port",
                "4747",
                "--expires",
                "7d",
                "--downloads",
                "unlimited",
                "--name",
                "n",
                "--timeout",
                "90s",
                file.toString(),
                "--json");
        assertThat(exit).isZero();
        SendRequest request = peer.sent().orElseThrow();
        assertThat(request.source()).isEqualTo(new SendRequest.Source.File(file));
        assertThat(request.name()).contains("n");
        assertThat(request.bind().orElseThrow().isLoopbackAddress()).isTrue();
        assertThat(request.port()).isEqualTo(4747);
        assertThat(request.expires()).isEqualTo(Duration.ofDays(7));
        assertThat(request.downloads()).isEqualTo(SendRequest.UNLIMITED);
        assertThat(request.silence()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void receiveOptionsArrive() {
        assertThat(run("--at", "[::1]:1", "godwit:abc", "--at", "h.example:2", "-o", "d", "--wait", "15m"))
                .isZero();
        ReceiveRequest request = peer.received().orElseThrow();
        assertThat(request.ticket()).isEqualTo("godwit:abc");
        assertThat(request.at())
                .containsExactly(
                        InetSocketAddress.createUnresolved("::1", 1),
                        InetSocketAddress.createUnresolved("h.example", 2));
        assertThat(request.target()).isEqualTo(new ReceiveRequest.Target.Directory(Path.of("d")));
        assertThat(request.patience()).contains(Duration.ofMinutes(15));
        assertThat(request.silence()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void s1TicketMayStayOutOfTheArguments() {
        environment.put("GODWIT_TICKET", "godwit:env");
        assertThat(run("get")).isZero();
        assertThat(peer.received().orElseThrow().ticket()).isEqualTo("godwit:env");
        input = "godwit:stdin\n";
        assertThat(run("receive", "-")).isZero();
        assertThat(peer.received().orElseThrow().ticket()).isEqualTo("godwit:stdin");
    }

    @Test
    void missingTicketIsAskedForOnATerminalOnly() {
        assertThat(run("receive")).isEqualTo(2);
        assertThat(text(err)).contains("The ticket is missing");
        facts = new TerminalFacts(true, true, true, 80, false, false);
        input = "godwit:typed\n";
        assertThat(run("receive")).isZero();
        assertThat(peer.received().orElseThrow().ticket()).isEqualTo("godwit:typed");
    }

    @ParameterizedTest
    @CsvSource({"'',true", "y,true", "n,false", "x,false"})
    void terminalAsksBeforeReceiving(String answer, boolean accepted) {
        facts = new TerminalFacts(true, true, true, 80, false, false);
        input = answer + "\n";
        peer.offers(new Decisions.Offer("film\033.mkv", 1, 2_000_000_000, 0));
        run("receive", "godwit:abc");
        assertThat(text(err)).contains("Receive film\\x1b.mkv, 1 file, 2.0 GB into ./ ? [Y/n] ");
        assertThat(peer.accepted()).contains(accepted);
    }

    @Test
    void elsewhereTheTicketIsTheConsent() {
        peer.offers(new Decisions.Offer("film.mkv", 1, 2_000_000_000, 0));
        run("receive", "godwit:abc");
        assertThat(peer.accepted()).contains(true);
        assertThat(text(err)).doesNotContain("[Y/n]");
    }

    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void everyFaultHasItsExitCodeAndTwoLines(FaultCode code) {
        peer.failsWith(Fault.of(code, "it"));
        assertThat(run("receive", "godwit:abc")).isEqualTo(code.exitCode());
        assertThat(text(err).lines()).hasSize(2);
        assertThat(text(err)).startsWith("godwit: ").contains("\n  → " + code.hint());
    }

    @Test
    void failureIsJsonToo() {
        peer.failsWith(Fault.of(FaultCode.CONFLICT, "a.mkv"));
        assertThat(run("--json", "receive", "godwit:abc")).isEqualTo(8);
        assertThat(text(out))
                .startsWith("{\"event\":\"error\",\"code\":\"conflict\",\"exit\":8,\"message\":\"A different file");
    }

    @Test
    void jsonLeavesStandardOutputToTheContent() {
        peer.tells(CONNECTED);
        run("receive", "--stdout", "--json", "godwit:abc");
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).startsWith("{\"event\":\"connected\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send --expires 5x f | '5x' is not a duration such as 90s, 15m, 24h or 7d",
                "send --downloads 0 f | '0' is not a number of downloads such as 3, or unlimited",
                "send --port 70000 f | '70000' is not a port such as 4747",
                "send --bind nowhere f | 'nowhere' is not an address such as 127.0.0.1 or ::1",
                "send --name a/b f | 'a/b' is not the name of one file",
                "receive --at host godwit:x | 'host' is not HOST:PORT such as",
                "receive --at ::1:5 godwit:x | '::1:5' is not HOST:PORT such as",
                "receive --conflict ask godwit:x | 'ask' is not one of rename, overwrite, skip, fail",
                "--progress loud version | 'loud' is not one of auto",
                "send | Missing required parameter: 'FILE",
                "send a b | Only one file at a time",
                "send - --downloads 2 | Standard input can be read only once",
                "send . | is a directory",
                "recieve godwit:x | Did you mean: receive",
                "send --jsn f | Did you mean: --json?",
                "frobnicate | There is no command 'frobnicate'"
            })
    void wrongUsageIsExplained(String line, String part) {
        assertThat(run(line.strip().split(" "))).isEqualTo(2);
        assertThat(text(err)).contains(part.strip()).doesNotContain("Exception", "godwit:x");
        assertThat(text(err).lines()).hasSize(2);
    }

    @Test
    void s4UsageErrorNeverRepeatsTheTicket() {
        assertThat(run("receive", "godwit:secret1", "godwit:secret2")).isEqualTo(2);
        assertThat(text(err)).doesNotContain("secret");
    }

    @Test
    void bugsSayWhereToTurn() {
        Program program = new Program(terminal(), environment, _ -> {
            throw new IllegalStateException("secret");
        });
        assertThat(program.run("id")).isEqualTo(1);
        assertThat(text(err)).contains("IllegalStateException", "please report").doesNotContain("secret");
    }

    @Test
    void helpAndVersionNeedNoPeer() {
        Program program = new Program(terminal(), environment, _ -> {
            throw new AssertionError("opened a peer");
        });
        assertThat(program.run("version")).isZero();
        assertThat(program.run("--version")).isZero();
        assertThat(program.run("--help")).isZero();
        assertThat(program.run("help", "send")).isZero();
        assertThat(text(out)).startsWith("godwit 0.").contains("godwit receive TICKET", "--downloads");
    }

    private int run(String... args) {
        return new Program(terminal(), environment, _ -> peer).run(args);
    }

    private Terminal terminal() {
        return new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), stream(out), stream(err), facts);
    }

    private Path file(String name) throws Exception {
        return Files.writeString(directory.resolve(name), "abc");
    }

    private static TransferEvent done(@org.jspecify.annotations.Nullable String path) {
        return new TransferEvent.Done(
                2_000_000_000,
                1,
                6.41,
                new StreamingTree().finish(),
                path,
                2_000_000_000,
                TransferEvent.Outcome.TRANSFERRED);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
