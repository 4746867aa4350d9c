package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.faults.HostileSender.Lie;
import dev.godwit.testkit.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Senders that lie, fall silent or talk nonsense: the receiver says so, and creates nothing that it should not. */
@Timeout(120)
final class HostileSenderIT {
    private static final String ESCAPES = "a\u001b[31mred\u0007\nline\u009b2J.txt";

    @RegisterExtension
    private static final FaultTable FAULTS = new FaultTable();

    @RegisterExtension
    private final Stage stage = new Stage();

    static LongStream seeds() {
        return Seed.announce("HostileSenderIT").random().longs(Integer.getInteger("godwit.faults", 3));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFlippedBitIsAnIntegrityFailure(long seed) throws IOException {
        FaultTable.Attempt attempt = FAULTS.attempt("bit flipped by the sender");
        GodwitProcess receiver = refused(6, "integrity", Lie.WRONG_BYTES + ":" + seed);
        assertThat(receiver.err())
                .contains("do not match their Merkle tree: offer.bin, block at byte ")
                .contains("Nothing wrong was kept");
        assertThat(stage.path("inbox", "offer.bin")).doesNotExist();
        attempt.ended();
    }

    @Test
    void aWrongRootAtTheEndIsAnIntegrityFailure() throws IOException {
        GodwitProcess receiver = refused(6, "integrity", Lie.WRONG_ROOT);
        assertThat(receiver.err()).contains("offer.bin, root of the whole");
        assertThat(stage.path("inbox", "offer.bin")).doesNotExist();
    }

    static Stream<List<String>> unsafePaths() {
        return Stream.of(
                List.of(".."),
                List.of("."),
                List.of(""),
                List.of("../evil"),
                List.of("/evil"),
                List.of("a/b"),
                List.of("evil\0.txt"),
                List.of("..", "evil"),
                List.of("a", "..", "evil"));
    }

    /** Security cases R1 and R2. */
    @ParameterizedTest
    @MethodSource("unsafePaths")
    void anUnsafeNameIsRefused(List<String> path) throws IOException {
        GodwitProcess receiver = refused(4, "name-unsafe", Lie.NONE, hex(path));
        assertThat(receiver.err()).contains("The sender offers a name that is not safe to create");
        assertNothingWasCreated();
    }

    /** A component's length is one byte on the wire: the longest that can be said is safe, and more can not be said. */
    @Test
    void aNameOfThreeHundredBytesIsAViolation() throws IOException {
        refused(5, "protocol-violation", Lie.LONG_NAME, hex(List.of("x".repeat(300))));
        assertNothingWasCreated();
    }

    private void assertNothingWasCreated() throws IOException {
        assertThat(Stage.namesIn(stage.path("inbox"))).isEmpty();
        assertThat(Stage.namesIn(stage.path("."))).containsExactly("home-eve", "inbox");
        assertThat(Path.of("/evil")).doesNotExist();
    }

    /** Security case T1. */
    @Test
    void controlCharactersInANameReachTheDiskButNotTheTerminal() throws IOException {
        GodwitProcess sender = hostile(Lie.NONE, hex(List.of(ESCAPES)));
        Path inbox = stage.folder("inbox");
        GodwitProcess receiver = stage.godwit("eve", "receive", Stage.ticket(sender), "-o", inbox)
                .exits(0);
        assertThat(Stage.namesIn(inbox)).containsExactly(ESCAPES);
        assertThat(receiver.err()).contains("a\\x1b[31mred\\x07\\x0aline\\x9b2J.txt");
        assertThat(receiver.err() + receiver.out()).doesNotContain("\u001b", "\u009b", "\u0007");

        // And once more as JSON, where a name is what it is.
        GodwitProcess json =
                stage.receive("eve", Stage.ticket(sender), "-o", inbox).exits(0);
        assertThat(json.await("manifest").text("name")).isEqualTo(ESCAPES);
        assertThat(json.await("done").text("path"))
                .isEqualTo(inbox.resolve(ESCAPES).toString());
        assertThat(String.join("\n", json.out())).doesNotContain("\u001b", "\u0007");
    }

    @ParameterizedTest
    @MethodSource
    void aSilentSenderIsGivenUp(Lie lie, String code) throws IOException {
        GodwitProcess sender = hostile(lie);
        Path inbox = stage.folder("inbox");
        GodwitProcess receiver =
                stage.receive("eve", Stage.ticket(sender), "-o", inbox, "--timeout", "1s", "--wait", "3s");
        receiver.exits(5);
        assertThat(receiver.error().text("code")).isEqualTo(code);
        assertThat(receiver.err()).contains("The peer fell silent").contains("Run the same command again");
        assertThat(receiver.events("waiting")).isNotEmpty();
        assertThat(inbox.resolve("offer.bin")).doesNotExist();
    }

    static Stream<Arguments> aSilentSenderIsGivenUp() {
        return Stream.of(Lie.SILENT_AT_ONCE, Lie.SILENT_AFTER_MANIFEST).map(lie -> Arguments.of(lie, "peer-stalled"));
    }

    @Test
    void noiseInsteadOfMessagesIsAViolation() throws IOException {
        GodwitProcess receiver = refused(5, "protocol-violation", Lie.NOISE);
        assertThat(receiver.err()).contains("The peer does not speak Godwit's protocol");
        assertNothingWasCreated();
    }

    @Test
    void noiseInsteadOfAHandshakeIsAViolation() throws IOException {
        GodwitProcess sender = stage.send("ann", stage.file("film.mkv", 1));
        Path inbox = stage.folder("inbox");
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerLikeAWebServer(web));
            String at = "127.0.0.1:" + web.getLocalPort();
            GodwitProcess receiver = stage.receive("eve", Stage.ticket(sender), "-o", inbox, "--at", at)
                    .exits(5);
            assertThat(receiver.error().text("code")).isEqualTo("protocol-violation");
            assertThat(receiver.err()).contains(at + " fails the TLS handshake").contains("Check the address and port");
        }
        assertThat(Stage.namesIn(inbox)).isEmpty();
    }

    private static void answerLikeAWebServer(ServerSocket web) {
        while (!web.isClosed()) {
            try (Socket socket = web.accept()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                // Until the other side ends: closing with bytes unread would cut the answer off.
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The receiver has had enough, or the test is over.
            }
        }
    }

    private static Object[] hex(List<String> path) {
        return path.stream()
                .map(component -> HexFormat.of().formatHex(component.getBytes(StandardCharsets.UTF_8)))
                .toArray();
    }

    private GodwitProcess hostile(Object lie, Object... path) throws IOException {
        Object[] arguments = new Object[path.length + 1];
        arguments[0] = lie;
        System.arraycopy(path, 0, arguments, 1, path.length);
        return stage.actor(HostileSender.class, arguments);
    }

    /** Receives from such a sender, and shows that it ends like this and puts nothing in place. */
    private GodwitProcess refused(int exit, String code, Object lie, Object... path) throws IOException {
        GodwitProcess sender = hostile(lie, path);
        Path inbox = stage.folder("inbox");
        GodwitProcess receiver =
                stage.receive("eve", Stage.ticket(sender), "-o", inbox).exits(exit);
        assertThat(receiver.error().text("code")).isEqualTo(code);
        assertThat(receiver.error().number("exit")).isEqualTo(exit);
        try (Stream<Path> visible = Files.list(inbox)) {
            assertThat(visible).allMatch(file -> file.toString().endsWith(".part"));
        }
        return receiver;
    }
}
