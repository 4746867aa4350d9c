package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything goes well: what a user may expect of one ticket. */
@Timeout(120)
final class TransferIT {
    private static final long LENGTH = 3_000_001;

    @RegisterExtension
    private final Stage stage = new Stage();

    @Test
    void aFileArrivesWithItsModeAndTime() throws IOException {
        Path source = stage.file("film.mkv", LENGTH);
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2020-02-03T04:05:06.123456789Z")));
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        sender.exits(0);
        Path received = inbox.resolve("film.mkv");
        assertThat(received).hasSameBinaryContentAs(source);
        assertThat(Files.getLastModifiedTime(received)).isEqualTo(Files.getLastModifiedTime(source));
        assertThat(Files.getPosixFilePermissions(received)).isEqualTo(Files.getPosixFilePermissions(source));
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
    }

    @Test
    void anEmptyFileArrives() throws IOException {
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", stage.file("empty", 0));
        stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("empty")).isEmptyFile();
        assertThat(Stage.namesIn(inbox)).containsExactly("empty");
    }

    @Test
    void theEventsComeInOrderWithTheirFields() throws IOException {
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 40 << 20));
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.limit(60 << 20);
        GodwitProcess receiver = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address())
                .exits(0);
        sender.exits(0);
        assertThat(orderOf(sender)).containsExactly("ready", "listed", "connected", "progress", "done");
        assertThat(orderOf(receiver)).containsExactly("connected", "manifest", "progress", "done");
        assertThat(sender.err()).isEmpty();
        assertThat(receiver.err()).isEmpty();

        assertThat(sender.await("ready").fields())
                .containsOnlyKeys("event", "ticket", "code", "addresses", "shareId", "resumed");
        assertThat(receiver.await("connected").fields()).containsOnlyKeys("event", "peer", "route", "address");
        assertThat(receiver.await("manifest").fields())
                .containsOnlyKeys("event", "name", "entries", "bytes", "bytesHere", "complete");
        assertThat(receiver.await("progress").fields())
                .containsKeys("bytesDone", "bytesTotal", "bytesPerSecond", "sources", "route");
        Event done = receiver.await("done");
        assertThat(done.fields())
                .containsOnlyKeys(
                        "event",
                        "bytes",
                        "entries",
                        "seconds",
                        "contentId",
                        "path",
                        "bytesTransferred",
                        "bytesPerSecond",
                        "outcome",
                        "limitedBy",
                        "peer",
                        "parts",
                        "statistics");
        assertThat(done.number("bytes")).isEqualTo(40 << 20);
        assertThat(done.text("path")).isEqualTo(inbox.resolve("film.mkv").toString());
        assertThat(done.text("contentId")).isEqualTo(sender.await("done").text("contentId"));
    }

    /** The names of the events, repeated ones once. */
    private static List<String> orderOf(GodwitProcess process) {
        return process.events().stream().map(Event::name).distinct().toList();
    }

    @Test
    void aFileArrivesOverIpv6() throws IOException {
        assumeTrue(hasIpv6(), "this machine has no ::1");
        Path inbox = stage.folder("inbox");
        Path source = stage.file("film.mkv", LENGTH);
        GodwitProcess sender = stage.godwit("ann", "send", "--json", "--bind", "::1", source);
        GodwitProcess receiver =
                stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(source);
        assertThat(receiver.await("connected").text("address")).startsWith("[");
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A whole number of pieces, one byte more, less than a piece, nothing. */
    @ParameterizedTest
    @ValueSource(ints = {20 << 20, (20 << 20) + 1, 5, 0})
    void standardInputArrivesOnStandardOutput(int length) throws IOException {
        Path source = stage.file("film.mkv", length);
        Path output = stage.path("output");
        GodwitProcess sender = stage.start(
                "ann",
                stage.command("ann", "send", "-", "--json", "--bind", "127.0.0.1")
                        .redirectInput(source.toFile()));
        GodwitProcess receiver = stage.start(
                "ben",
                stage.command("ben", "receive", Stage.ticket(sender), "--stdout")
                        .redirectOutput(output.toFile()));
        receiver.exits(0);
        sender.exits(0);
        assertThat(output).hasSameBinaryContentAs(source);
        assertThat(receiver.err()).contains("verified SHA-256").contains("standard output");
    }

    @Test
    void standardInputArrivesInAFile() throws IOException {
        Path source = stage.file("film.mkv", LENGTH);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.start(
                "ann",
                stage.command("ann", "send", "-", "--name", "pipe", "--json", "--bind", "127.0.0.1")
                        .redirectInput(source.toFile()));
        stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("pipe")).hasSameBinaryContentAs(source);
        assertThat(Stage.namesIn(inbox)).containsExactly("pipe");
    }

    @Test
    void threeReceiversShareOneTicket() throws IOException {
        Path source = stage.file("film.mkv", LENGTH);
        GodwitProcess sender = stage.send("ann", source, "--downloads", 3);
        String ticket = Stage.ticket(sender);
        List<GodwitProcess> receivers = List.of(
                stage.receive("ben", ticket, "-o", stage.folder("ben")),
                stage.receive("cem", ticket, "-o", stage.folder("cem")),
                stage.receive("dan", ticket, "-o", stage.folder("dan")));
        receivers.forEach(receiver -> receiver.exits(0));
        sender.exits(0);
        for (String name : List.of("ben", "cem", "dan")) {
            assertThat(stage.path(name, "film.mkv")).hasSameBinaryContentAs(source);
        }
        assertThat(sender.events("done")).hasSize(3);
    }

    @Test
    void whileOneDownloadIsAtItASecondReceiverIsToldSo() throws Exception {
        Path source = stage.file("film.mkv", 16 << 20);
        GodwitProcess sender = stage.send("ann", source);
        String ticket = Stage.ticket(sender);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(1 << 20);
        GodwitProcess first = stage.receive("ben", ticket, "-o", stage.folder("ben"), "--at", proxy.address());
        proxy.awaitHold();
        GodwitProcess second = stage.receive("cem", ticket, "-o", stage.folder("cem"), "--wait", "1s");
        second.exits(5);
        assertThat(second.error().text("code")).isEqualTo("peer-busy");
        assertThat(second.err())
                .contains("The sender is busy with another receiver")
                .contains("--downloads N");
        assertThat(Stage.namesIn(stage.path("cem"))).isEmpty();
        proxy.release();
        first.exits(0);
        sender.exits(0);
        assertThat(stage.path("ben", "film.mkv")).hasSameBinaryContentAs(source);
    }

    @Test
    void theSameContentThereCountsAsDone() throws IOException {
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", LENGTH), "--downloads", 2);
        String ticket = Stage.ticket(sender);
        stage.receive("ben", ticket, "-o", inbox).exits(0);
        GodwitProcess again = stage.receive("ben", ticket, "-o", inbox).exits(0);
        sender.exits(0);
        assertThat(again.await("done").text("outcome")).isEqualTo("alreadyThere");
        assertThat(again.await("done").number("bytesTransferred")).isZero();
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
    }

    @Test
    void whatIsThereAlreadyLeavesNothingOfABrokenDownload() throws Exception {
        Path source = stage.file("film.mkv", 16 << 20);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(4 << 20);
        GodwitProcess broken = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address());
        proxy.awaitHold();
        broken.kill();
        proxy.close();
        assertThat(Stage.partialsIn(inbox)).hasSize(1);
        Files.copy(source, inbox.resolve("film.mkv"));
        GodwitProcess again =
                stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        sender.exits(0);
        assertThat(again.await("done").text("outcome")).isEqualTo("alreadyThere");
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
        assertThat(stage.home("ben").resolve("transfers")).isEmptyDirectory();
    }

    @Test
    void aBareTicketIsReceived() throws IOException {
        Path source = stage.file("film.mkv", LENGTH);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        ProcessBuilder command = stage.command("ben", Stage.ticket(sender));
        GodwitProcess receiver =
                stage.start("ben", command.directory(inbox.toFile())).exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(source);
        assertThat(receiver.err()).contains("verified SHA-256, direct tcp → ./film.mkv");
        assertThat(receiver.out()).isEmpty();
    }

    @Test
    void theLauncherItselfSendsAndReceives() throws IOException {
        Path source = stage.file("film one.mkv", LENGTH);
        Path inbox = stage.folder("in box");
        GodwitProcess sender = launch("ann", "send", "--json", "--bind", "127.0.0.1", source.toString());
        launch("ben", "receive", "--json", Stage.ticket(sender), "-o", inbox.toString())
                .exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("film one.mkv")).hasSameBinaryContentAs(source);
    }

    private GodwitProcess launch(String peer, String... arguments) throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(Path.of("..", "godwit").toAbsolutePath().toString());
        command.command().addAll(List.of(arguments));
        command.environment().put("GODWIT_HOME", stage.home(peer).toString());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("GODWIT_NO_CACHE", "1");
        return stage.start(peer, command);
    }
}
