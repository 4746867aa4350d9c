package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code kill -9} of either side at random moments while a folder is sent, then the same command again. */
@Timeout(600)
final class TreeKillRoundsIT {
    private static final int MIB = 1 << 20;
    private static final int USUAL_ROUNDS = 6;

    /** TLS records, block hashes and messages, by content, and the manifest in each session. */
    private static final double OVERHEAD = 0.01;

    @RegisterExtension
    private static final FaultTable FAULTS = new FaultTable();

    @RegisterExtension
    private final Stage stage = new Stage();

    static Stream<KillRound> rounds() {
        return KillRound.announce("TreeKillRoundsIT", USUAL_ROUNDS);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void theSameCommandsGoOn(KillRound round) throws Exception {
        FaultTable.Attempt attempt = FAULTS.attempt("kill -9 of either side, folder");
        Path source = stage.folder("photos");
        SampleTree.plantMany(source, round.seed(), round.length(32L * MIB, 128L * MIB));
        Path inbox = stage.folder("inbox");
        round.play(stage, new KillRound.Load(source, SampleTree.bytesIn(source), OVERHEAD), inbox);
        assertThat(SampleTree.of(inbox.resolve("photos"))).isEqualTo(SampleTree.of(source));
        attempt.recovered();
    }
}
