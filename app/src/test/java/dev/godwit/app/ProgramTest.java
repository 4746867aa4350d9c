package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.godwit.app.terminal.Terminal;
import dev.godwit.app.terminal.TerminalFacts;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.node.ReceiveRequest;
import dev.godwit.node.SendRequest;
import dev.godwit.node.finding.Finding;
import dev.godwit.transfer.event.Parts;
import dev.godwit.transfer.event.Preview;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.code.Code;
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
import java.util.Arrays;
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
            new TransferEvent.Ready("482193-a-b-c", "godwit:tick'et", List.of("10.0.0.1:4747"), "s1", false);
    private static final TransferEvent CONNECTED = new TransferEvent.Connected("p", "tcp", "10.0.0.2:5");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private static final String CODE = "731905-cactus-violin-harbor";

    private final Map<String, String> environment = new HashMap<>();
    private final ScriptedPeer peer = new ScriptedPeer();
    private TerminalFacts facts = TerminalFacts.none();
    private String input = "";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void sendPrintsCodeAndTicketAloneOnStandardOutput() throws Exception {
        peer.tells(READY, CONNECTED, done(null));
        assertThat(run("send", file("film one.mkv").toString())).isZero();
        assertThat(text(out)).isEqualTo("482193-a-b-c\ngodwit:tick'et\n");
        assertThat(text(err)).isEqualTo("""
                        Offering film one.mkv, 3 B, for 24h.
                        On the other side:
                          godwit receive 482193-a-b-c
                        or, where nothing finds the code:
                          godwit receive 'godwit:tick'\\''et'
                        Waiting for the receiver (Ctrl-C stops; the same command goes on later).
                        Connected to 10.0.0.2:5, direct tcp.
                        Content id %s
                        Sent 1 file, 2.0 GB in 6.4 s (312 MB/s), verified SHA-256, direct tcp
                        """.formatted(new StreamingTree().finish()));
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
                "--exclude",
                "*.tmp",
                "--exclude-from",
                "ignored",
                "--limit-up",
                "8Mbit",
                "--compress",
                "never",
                "--no-lan",
                "--no-dht",
                file.toString(),
                "--json");
        assertThat(exit).isZero();
        SendRequest request = peer.sent().orElseThrow();
        assertThat(request.source())
                .isEqualTo(new SendRequest.Source.Files(
                        List.of(file), Links.KEEP, List.of("*.tmp"), List.of(Path.of("ignored"))));
        assertThat(request.name()).contains("n");
        assertThat(request.bind().orElseThrow().isLoopbackAddress()).isTrue();
        assertThat(request.port()).isEqualTo(4747);
        assertThat(request.expires()).isEqualTo(Duration.ofDays(7));
        assertThat(request.downloads()).isEqualTo(SendRequest.UNLIMITED);
        assertThat(request.silence()).isEqualTo(Duration.ofSeconds(90));
        assertThat(request.limitUp()).hasValue(1_000_000);
        assertThat(request.compress()).hasToString("NEVER");
        assertThat(request.finding()).isEqualTo(Finding.NOWHERE);
        assertThat(request.verify()).isFalse();
    }

    @Test
    void receiveOptionsArrive() {
        assertThat(run("--at", "[::1]:1", "godwit:abc", "--at", "h.example:2", "-o", "d", "--wait", "15m"))
                .isZero();
        ReceiveRequest request = peer.received().orElseThrow();
        assertThat(request.secret()).isEqualTo("godwit:abc");
        assertThat(request.finding()).isEqualTo(Finding.EVERYWHERE);
        assertThat(request.at())
                .containsExactly(
                        InetSocketAddress.createUnresolved("::1", 1),
                        InetSocketAddress.createUnresolved("h.example", 2));
        assertThat(request.target()).isEqualTo(new ReceiveRequest.Target.Directory(Path.of("d")));
        assertThat(request.patience()).contains(Duration.ofMinutes(15));
        assertThat(request.silence()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aCodeMayBeTypedAsItIsSpokenAndWithoutACommand() {
        assertThat(run("receive", "482193", "violin", "harbor", "cactus")).isZero();
        assertThat(peer.received().orElseThrow().secret()).isEqualTo("482193 violin harbor cactus");
        assertThat(run("482193-violin-harbor-cactus", "-o", "d")).isZero();
        assertThat(peer.received().orElseThrow().secret()).isEqualTo("482193-violin-harbor-cactus");
    }

    @Test
    void wordsAreComparedOnATerminalOnly() throws Exception {
        assertThat(run("send", "--verify", file("f").toString())).isEqualTo(2);
        assertThat(run("receive", "--verify", "482193-violin-harbor-cactus")).isEqualTo(2);
        assertThat(text(err)).contains("there is no terminal");
        facts = new TerminalFacts(true, true, true, 80, false, false);
        input = "y\n";
        assertThat(run("receive", "--verify", "482193-violin-harbor-cactus")).isZero();
        assertThat(peer.received().orElseThrow().verify()).isTrue();
    }

    @Test
    void aBareCodeMayFollowOptionsWithAndWithoutValues() {
        for (String[] options : new String[][] {{"-v"}, {"--quiet", "--yes"}, {"-o", "d", "--dry-run"}, {"--at=h:1"}}) {
            String[] words = Arrays.copyOf(options, options.length + 1);
            words[options.length] = CODE;
            assertThat(run(words)).as(String.join(" ", words)).isZero();
            assertThat(peer.received().orElseThrow().secret()).isEqualTo(CODE);
        }
        environment.put("GODWIT_CODE", CODE);
        assertThat(run("receive")).isZero();
        assertThat(peer.received().orElseThrow().secret()).isEqualTo(CODE);
    }

    @Test
    void s4NoErrorRepeatsACode() {
        assertThat(run("hsh", CODE)).isEqualTo(2);
        assertThat(run("--port", CODE)).isEqualTo(2);
        assertThat(run("id", CODE)).isEqualTo(2);
        assertThat(run("id", "731905", "violin", "harbor", "cactus")).isEqualTo(2);
        assertThat(run("--json", "id", CODE)).isEqualTo(2);
        assertThat(text(err) + text(out)).doesNotContain("violin", "harbor", "cactus");
    }

    @Test
    void wordsThatMayBeMeantAreShownOnATerminalAlone() throws Exception {
        String mistyped = "482193-violim-harbor-cactus";
        Throwable why = catchThrowable(() -> Code.parse(mistyped));
        peer.failsWith(Fault.of(FaultCode.CODE_INVALID, "its first word is not in the list of words"), why);
        assertThat(run("receive", mistyped)).isEqualTo(4);
        assertThat(run("--json", "receive", mistyped)).isEqualTo(4);
        assertThat(text(err) + text(out)).doesNotContain("Did you mean");
        facts = new TerminalFacts(true, true, true, 80, false, false);
        assertThat(run("receive", mistyped)).isEqualTo(4);
        assertThat(text(err)).contains("Did you mean violin");
    }

    @Test
    void wrongTriesAndVainOnesAreTold() throws Exception {
        peer.tells(READY, new TransferEvent.CodeMistaken("10.0.0.9:1", 1));
        run("send", file("f").toString());
        assertThat(text(err)).contains("Somebody at 10.0.0.9:1 tried the code with wrong words: after one more");
        peer.forgets().tells(new TransferEvent.Tried("the DHT", "", "no node of it answers"));
        run("receive", "godwit:abc");
        assertThat(text(err)).doesNotContain("the DHT");
        run("-v", "receive", "godwit:abc");
        assertThat(text(err)).contains("Tried the DHT: no node of it answers");
    }

    @Test
    void settingsAreKept() {
        String home = directory.resolve("home").toString();
        assertThat(run("--home", home, "config", "set", "dht.mode", "Private")).isZero();
        assertThat(run("--home", home, "config", "get", "dht.mode")).isZero();
        assertThat(run("--home", home, "config")).isZero();
        assertThat(text(out)).isEqualTo("""
                private
                lan = on
                lan.name =\s
                dht.mode = private
                dht.bootstrap =\s
                dht.record = configured
                dht.addresses =\s
                """);
        assertThat(run("--home", home, "config", "set", "dht.mode", "maybe")).isEqualTo(2);
        assertThat(run("--home", home, "config", "set", "dht.addresses", "a.example:70000"))
                .isEqualTo(2);
        assertThat(run("--home", home, "config", "set", "lan.name", "Ann's Notebook"))
                .isZero();
        assertThat(run("--home", home, "config", "get", "lan.name")).isZero();
        assertThat(text(out)).endsWith("Ann's Notebook\n");
        assertThat(run("--home", home, "config", "get", "colour")).isEqualTo(2);
        assertThat(text(err)).contains("dht.mode takes public, private or off", "There is no setting 'colour'");
    }

    @Test
    void s1TicketMayStayOutOfTheArguments() {
        environment.put("GODWIT_TICKET", "godwit:env");
        assertThat(run("get")).isZero();
        assertThat(peer.received().orElseThrow().secret()).isEqualTo("godwit:env");
        input = "godwit:stdin\n";
        assertThat(run("receive", "-")).isZero();
        assertThat(peer.received().orElseThrow().secret()).isEqualTo("godwit:stdin");
    }

    @Test
    void missingTicketIsAskedForOnATerminalOnly() {
        assertThat(run("receive")).isEqualTo(2);
        assertThat(text(err)).contains("The code or ticket is missing");
        facts = new TerminalFacts(true, true, true, 80, false, false);
        input = "godwit:typed\n";
        assertThat(run("receive")).isZero();
        assertThat(peer.received().orElseThrow().secret()).isEqualTo("godwit:typed");
    }

    @ParameterizedTest
    @CsvSource({"'',true", "y,true", "n,false", "x,false"})
    void terminalAsksBeforeReceiving(String answer, boolean accepted) {
        facts = new TerminalFacts(true, true, true, 80, false, false);
        input = answer + "\n";
        peer.offers(new TransferEvent.Manifest("film\033.mkv", 1, 2_000_000_000, 0, true, Preview.NONE));
        run("receive", "godwit:abc");
        assertThat(text(err)).contains("Receive film\\x1b.mkv, 1 file, 2.0 GB into ./ ? [Y/n] ");
        assertThat(peer.accepted()).contains(accepted);
    }

    @Test
    void whatAQuestionTellsIsToldOnce() {
        TransferEvent.Manifest manifest =
                new TransferEvent.Manifest("film.mkv", 1, 2_000_000_000, 0, true, Preview.NONE);
        peer.tells(CONNECTED, manifest);
        run("receive", "godwit:abc");
        assertThat(text(err)).endsWith("film.mkv, 1 file, 2.0 GB.\n");
        err.reset();
        facts = new TerminalFacts(true, true, true, 80, false, false);
        peer.offers(new TransferEvent.Manifest("film.mkv", 1, 2_000_000_000, 0, true, Preview.NONE));
        run("receive", "godwit:abc");
        assertThat(text(err)).containsOnlyOnce("film.mkv");
    }

    @Test
    void elsewhereTheTicketIsTheConsent() {
        peer.offers(new TransferEvent.Manifest("film.mkv", 1, 2_000_000_000, 0, true, Preview.NONE));
        run("receive", "godwit:abc");
        assertThat(peer.accepted()).contains(true);
        assertThat(text(err)).doesNotContain("[Y/n]");
    }

    @Test
    void whatATreeIsIsCountedByKind() throws Exception {
        Parts found = Parts.offered(1_308, 12, 1);
        Parts received = new Parts(1_308, 12, 1, 40, 3_000_000, 2, false);
        Statistics statistics = new Statistics(6.41, 1_990_000_000, 0, 500_000_000, 0, 1, 2, 3, 1, "network");
        peer.tells(
                CONNECTED,
                new TransferEvent.Manifest("photos", 1_321, 2_000_000_000, 0, false, Preview.NONE),
                new TransferEvent.Done(
                        "p",
                        2_000_000_000,
                        1_321,
                        new StreamingTree().finish(),
                        directory.resolve("photos").toString(),
                        TransferEvent.Outcome.TRANSFERRED,
                        received,
                        statistics));
        assertThat(run("receive", "godwit:abc", "-o", directory.toString())).isZero();
        assertThat(text(err)).isEqualTo("""
                        Connected to 10.0.0.2:5, direct tcp.
                        photos, 1,321 files and folders, 2.0 GB or more.
                        There already: 40 files, 3.0 MB. Left out: 2 items. Compression saved 500.0 MB. Limited by network.
                        Content id %s
                        Received 1,308 files, 12 folders and 1 link, 2.0 GB in 6.4 s (310 MB/s), verified SHA-256, direct tcp → %s
                        """.formatted(new StreamingTree().finish(), directory.resolve("photos")));
        err.reset();
        peer.forgets()
                .tells(
                        READY,
                        new TransferEvent.Listed(Parts.offered(3, 1, 0), 5_000, false),
                        new TransferEvent.Listed(found, 2_000_000_000, true));
        assertThat(run("send", directory.toString(), file("f").toString(), "--downloads", "3"))
                .isZero();
        assertThat(text(err))
                .startsWith("Offering " + directory.getFileName() + " and 1 more, for 24h, 3 downloads.\n")
                .endsWith("\nFound 1,308 files, 12 folders and 1 link, 2.0 GB.\n");
    }

    @Test
    void aDryRunPrintsItsPlanAsTheResult() {
        peer.tells(
                new TransferEvent.Planned("a/\033b", 1_500, TransferEvent.Plan.RECEIVE),
                new TransferEvent.Planned("a/c", 0, TransferEvent.Plan.CONFLICT),
                new TransferEvent.Done(
                        "p",
                        0,
                        0,
                        new StreamingTree().finish(),
                        "x",
                        TransferEvent.Outcome.PLANNED,
                        new Parts(0, 0, 0, 0, 0, 3, false),
                        new Statistics(1, 0, 0, 0, 0, 0, 0, 0, 0, "")));
        assertThat(run("receive", "--dry-run", "godwit:abc")).isZero();
        assertThat(peer.received().orElseThrow().dryRun()).isTrue();
        assertThat(text(out)).isEqualTo("receive     1.5 kB  a/\\x1bb\nconflict       0 B  a/c\n");
        assertThat(text(err))
                .isEqualTo("Dry run: 1 to receive (1.5 kB), 0 to compare, 1 in conflict; nothing was changed\n");
    }

    @Test
    void theFirstTenProblemsAreTold() {
        Problems problems = new Problems();
        for (int i = 0; i < 12; i++) {
            problems.add("a/\033" + i, Fault.of(FaultCode.SOURCE_UNREADABLE, "a/\033" + i));
        }
        peer.tells(new TransferEvent.Incomplete(problems.count(), problems.list()));
        assertThat(run("receive", "godwit:abc")).isZero();
        assertThat(text(err).lines())
                .hasSize(11)
                .startsWith("Left out: The file can not be read: a/\\x1b0")
                .endsWith("Left out: 2 more");
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
                "send --expires 999999999d f | '999999999d' is too long: 3650d at most",
                "receive --timeout 999999999d godwit:x | '999999999d' is too long: 3650d at most",
                "send --downloads 0 f | '0' is not a number of downloads such as 3, or unlimited",
                "send --port 70000 f | '70000' is not a port such as 4747",
                "send --bind nowhere f | 'nowhere' is not an address such as 127.0.0.1 or ::1",
                "send --name a/b f | 'a/b' is not the name of one file",
                "receive --at host godwit:x | 'host' is not HOST:PORT such as",
                "receive --at ::1:5 godwit:x | '::1:5' is not HOST:PORT such as",
                "receive --conflict ask godwit:x | 'ask' is not one of rename, overwrite, skip, fail",
                "--progress loud version | 'loud' is not one of auto",
                "send | Missing required parameter: 'PATH",
                "send a b --name c | --name names a single file or folder, and there are several",
                "send - a | Standard input can not be sent together with files",
                "send a --follow --skip-links | --follow and --skip-links contradict each other",
                "send a --limit-up fast | 'fast' is not a rate such as 10MB",
                "send a --compress yes | 'yes' is not one of auto, always, never",
                "send - --downloads 2 | Standard input can be read only once",
                "recieve godwit:x | Did you mean: receive",
                "completion ksh | 'ksh' is not one of bash, zsh, fish",
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
        assertThat(text(out)).startsWith("godwit 0.").contains("godwit receive CODE|TICKET", "--downloads");
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
                "p",
                2_000_000_000,
                1,
                new StreamingTree().finish(),
                path,
                TransferEvent.Outcome.TRANSFERRED,
                Parts.offered(1, 0, 0),
                new Statistics(6.41, 2_000_000_000, 0, 0, 0, 1, 2, 3, 1, "network"));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
