package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.TcpProxy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The network breaks, again and again: one run of each side is enough all the same. */
@Timeout(120)
final class ConnectionLossIT {
    private static final int LENGTH = 48 << 20;
    private static final int CUT_EVERY = 6 << 20;

    @RegisterExtension
    private final Stage stage = new Stage();

    @Test
    void aConnectionThatIsCutEveryFewMebibytesIsEnough() throws Exception {
        Path source = stage.file("film.mkv", LENGTH);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.cutEvery(CUT_EVERY);
        proxy.limit(40 << 20);
        GodwitProcess receiver = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address());
        receiver.exits(0);
        sender.exits(0);
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(source);
        assertThat(proxy.cuts()).isGreaterThanOrEqualTo(LENGTH / CUT_EVERY);
        assertThat(receiver.events("waiting"))
                .hasSizeGreaterThanOrEqualTo(LENGTH / CUT_EVERY)
                .allSatisfy(
                        waiting -> assertThat(waiting.text("code")).isIn("connection-lost", "no-route", "peer-busy"));
        assertThat(receiver.events("manifest")).hasSize(1);
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
    }

    @Test
    void aPipeSurvivesALostConnection() throws Exception {
        Path source = stage.file("film.mkv", LENGTH);
        Path output = stage.path("output");
        GodwitProcess sender = stage.start(
                "ann",
                stage.command("ann", "send", "-", "--json", "--bind", "127.0.0.1")
                        .redirectInput(source.toFile()));
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.cutEvery(CUT_EVERY);
        proxy.limit(40 << 20);
        GodwitProcess receiver = stage.start(
                "ben",
                stage.command("ben", "receive", Stage.ticket(sender), "--stdout", "--at", proxy.address())
                        .redirectOutput(output.toFile()));
        receiver.exits(0);
        sender.exits(0);
        assertThat(output).hasSameBinaryContentAs(source);
        assertThat(receiver.err()).contains("trying again in");
    }
}
