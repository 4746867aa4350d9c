package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Codes from the outside: right, wrong, guessed, used and used again. */
@Timeout(180)
final class CodeIT {
    private static final long LENGTH = 20_000_000;

    @RegisterExtension
    final Stage stage = new Stage();

    private static String code(GodwitProcess sender) {
        return sender.await("ready").text("code");
    }

    private static String at(GodwitProcess sender) {
        return "127.0.0.1:" + Stage.port(sender);
    }

    /** The same digits with other words. */
    private static String wrong(String code) {
        return code.substring(0, code.indexOf('-'))
                + (code.endsWith("-cactus") ? "-violin-harbor-candle" : "-violin-harbor-cactus");
    }

    @Test
    void aCodeFetchesWhatItsTicketWould() throws IOException {
        Path source = stage.file("film.mkv", LENGTH);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        String spoken = code(sender).replace('-', ' ').toUpperCase(Locale.ROOT);
        stage.receive("ben", spoken, "--at", at(sender), "-o", inbox).exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(source);
    }

    @Test
    void wrongWordsAreRefusedAndTheThirdTimeTheCodeIsVoid() throws IOException {
        Path source = stage.file("f", 1_000);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        String code = code(sender);
        for (int left = 2; left >= 0; left--) {
            GodwitProcess guess = stage.receive("eve", wrong(code), "--at", at(sender), "-o", inbox)
                    .exits(4);
            assertThat(guess.error().text("code")).isEqualTo("code-wrong");
            int triesLeft = left;
            sender.await("codeMistaken", event -> event.number("triesLeft") == triesLeft);
        }
        GodwitProcess late =
                stage.receive("ben", code, "--at", at(sender), "-o", inbox).exits(3);
        assertThat(late.error().text("code")).isEqualTo("code-void");
        assertThat(Stage.namesIn(inbox)).isEmpty();
        // The ticket does not depend on the code.
        stage.receive("ben", Stage.ticket(sender), "-o", inbox).exits(0);
        sender.exits(0);
    }

    @Test
    void wrongTriesCountOverRunsAndAVoidCodeIsReplaced() throws IOException {
        Path source = stage.file("f", 1_000);
        GodwitProcess first = stage.send("ann", source);
        String code = code(first);
        for (int i = 0; i < 2; i++) {
            stage.receive("eve", wrong(code), "--at", at(first)).exits(4);
        }
        first.kill();
        GodwitProcess second = stage.send("ann", source);
        assertThat(code(second)).isEqualTo(code);
        stage.receive("eve", wrong(code), "--at", at(second)).exits(4);
        stage.receive("ben", code, "--at", at(second)).exits(3);
        second.kill();
        GodwitProcess third = stage.send("ann", source);
        assertThat(code(third)).isNotEqualTo(code);
        stage.receive("ben", code(third), "--at", at(third), "-o", stage.folder("inbox"))
                .exits(0);
    }

    @Test
    void theSameCodeGoesOnAfterBothSidesWereKilledAndServesNobodyElse() throws IOException {
        Path source = stage.file("film.mkv", LENGTH);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source, "--limit-up", "4MB");
        String code = code(sender);
        GodwitProcess receiver = stage.receive("ben", code, "--at", at(sender), "-o", inbox);
        receiver.await("progress", event -> event.number("bytesDone") > LENGTH / 4);
        receiver.kill();
        sender.kill();
        GodwitProcess again = stage.send("ann", source);
        assertThat(code(again)).isEqualTo(code);
        GodwitProcess other = stage.receive("eve", code, "--at", at(again), "-o", stage.folder("eve"))
                .exits(3);
        assertThat(other.error().text("code")).isEqualTo("code-used");
        GodwitProcess rest =
                stage.receive("ben", code, "--at", at(again), "-o", inbox).exits(0);
        assertThat(rest.await("done").number("bytesTransferred")).isLessThan(LENGTH * 4 / 5);
        again.exits(0);
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(source);
    }

    /** A program on a terminal of its own, whose user answers every question so. */
    private GodwitProcess onTerminal(String peer, String answer, Object... arguments) throws IOException {
        List<String> words = stage.command(peer, arguments).command();
        String shell = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        ProcessBuilder script = new ProcessBuilder("script", "-qfec", shell, "/dev/null");
        Path answers = Files.writeString(stage.folder(peer + "-answers").resolve("answers"), (answer + "\n").repeat(3));
        return stage.start(peer, script.redirectInput(answers.toFile()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aReceiverWhoseUserWasNotAskedSeesTheWordsThatTheSendersUserRejects() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs a terminal");
        Path source = stage.file("f", 1_000);
        int port = freePort();
        String at = "127.0.0.1:" + port;
        GodwitProcess sender =
                onTerminal("ann", "n", "send", "--verify", "--bind", "127.0.0.1", "--port", port, source);
        sender.awaitOutput("godwit receive --verify ");
        String code = sender.out().stream()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{6}(-[a-z]+){3}"))
                .findFirst()
                .orElseThrow();
        GodwitProcess receiver = stage.receive("ben", code, "--at", at).exits(4);
        assertThat(receiver.error().text("code")).isEqualTo("declined");
        sender.awaitOutput("The code is void now");
        GodwitProcess again = stage.receive("eve", code, "--at", at).exits(3);
        assertThat(again.error().text("code")).isEqualTo("code-void");
    }

    @Test
    void aUserWhoWantsToCompareIsAskedWhateverElseIsAgreed() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs a terminal");
        Path source = stage.file("f", 1_000);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        GodwitProcess receiver =
                onTerminal("ben", "y", "receive", "--verify", "--yes", code(sender), "--at", at(sender), "-o", inbox);
        receiver.exits(0);
        assertThat(String.join("\n", receiver.out())).contains("see the words");
        sender.exits(0);
        assertThat(inbox.resolve("f")).hasSameBinaryContentAs(source);
    }

    @Test
    void whatIsNoCodeAndACodeOfNobodySaySo() throws IOException {
        GodwitProcess typo = stage.receive("ben", "482193-violin-harbr").exits(4);
        assertThat(typo.error().text("code")).isEqualTo("code-invalid");
        GodwitProcess digitless = stage.receive("ben", "violin harbor cactus").exits(4);
        assertThat(digitless.error().text("code")).isEqualTo("code-invalid");
        GodwitProcess nobody = stage.receive(
                        "ben", "482193-violin-harbor-cactus", "--wait", "1s", "--at", "127.0.0.1:9")
                .exits(3);
        assertThat(nobody.error().text("code")).isEqualTo("code-not-found");
        assertThat(nobody.error().text("message")).contains("127.0.0.1:9", "--at");
        GodwitProcess blind = stage.receive("ben", "482193-violin-harbor-cactus", "--wait", "1s")
                .exits(3);
        assertThat(blind.error().text("message")).contains("nowhere to look");
    }

    @Test
    void s1NoWordIsInAnyRecordOrMessageOfTheReceiver() throws IOException {
        Path source = stage.file("f", 1_000);
        GodwitProcess sender = stage.send("ann", source);
        String code = code(sender);
        String words = code.substring(code.indexOf('-') + 1);
        GodwitProcess receiver = stage.receive("ben", code, "--at", at(sender), "-o", stage.folder("inbox"), "-v")
                .exits(0);
        assertThat(receiver.transcript().replace(code, "")).doesNotContain(words);
        try (Stream<Path> files = Files.walk(stage.home("ben"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(words);
            }
        }
    }
}
