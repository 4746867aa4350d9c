package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} of either side at random moments while a file is sent, then the same command again. */
@Timeout(600)
final class KillRoundsIT {
    private static final int MIB = 1 << 20;
    private static final int USUAL_ROUNDS = 3;

    /** TLS records, block hashes and messages, by content: {@link #withoutAKillTheOverheadIsSmall} shows that it is less. */
    private static final double OVERHEAD = 0.005;

    @RegisterExtension
    private static final FaultTable FAULTS = new FaultTable();

    @RegisterExtension
    private final Stage stage = new Stage();

    static Stream<KillRound> rounds() {
        return KillRound.announce("KillRoundsIT", USUAL_ROUNDS);
    }

    @Test
    void withoutAKillTheOverheadIsSmall() throws IOException {
        Path source = stage.file("film.mkv", 128L * MIB);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.limit(KillRound.BYTES_PER_SECOND);
        stage.receive("ben", Stage.ticket(sender), "-o", stage.folder("inbox"), "--at", proxy.address())
                .exits(0);
        sender.exits(0);
        double overhead = (double) proxy.downBytes() / Files.size(source) - 1;
        System.out.printf(Locale.ROOT, "no kill: %.2f%% more through the proxy%n", 100 * overhead);
        assertThat(overhead).isBetween(0.0, OVERHEAD);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void theSameCommandsGoOn(KillRound round) throws Exception {
        FaultTable.Attempt attempt = FAULTS.attempt("kill -9 of either side, file");
        long length = round.length(64L * MIB, 200L * MIB);
        Path source = stage.file("film.mkv", length);
        Path inbox = stage.folder("inbox");
        round.play(stage, new KillRound.Load(source, length, OVERHEAD), inbox);
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(source);
        attempt.recovered();
    }
}
