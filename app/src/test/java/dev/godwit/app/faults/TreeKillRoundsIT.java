package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Seed;
import dev.godwit.testkit.TcpProxy;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} of either side at random moments while a folder is sent, then the same command again. At the end the
 * folder is the same on both sides, nothing is left over, and little was sent twice. {@code -Dgodwit.rounds=50} plays that
 * many rounds; the seed is printed.
 */
@Timeout(600)
final class TreeKillRoundsIT {
    private static final int MIB = 1 << 20;
    private static final int USUAL_ROUNDS = 3;
    private static final int KILLS_MAX = 3;

    /** Slower than both sides, so that little waits in the sockets. */
    private static final long BYTES_PER_SECOND = 24L * MIB;

    /** TLS records, block hashes and messages, by content, and the manifest in each session. */
    private static final double OVERHEAD = 0.01;

    /** Of the content, this much may be sent twice whatever happens. */
    private static final double TWICE = 0.01;

    /**
     * And this much more for each kill: on each of four streams a piece of 1 MiB that was not whole yet, and what the
     * sockets held.
     */
    private static final long ON_ITS_WAY_BYTES = 2L * MIB;

    @RegisterExtension
    private final Stage stage = new Stage();

    /** What one round is about: all chance comes from its seed. */
    record Round(int number, long seed) {}

    static Stream<Round> rounds() {
        SplittableRandom random = Seed.announce("TreeKillRoundsIT").random();
        return IntStream.rangeClosed(1, Integer.getInteger("godwit.rounds", USUAL_ROUNDS))
                .mapToObj(number -> new Round(number, random.nextLong()));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void theSameCommandsGoOn(Round round) throws Exception {
        SplittableRandom random = new SplittableRandom(round.seed);
        Path source = stage.folder("photos");
        SampleTree.plantMany(source, round.seed, random.nextLong(32L * MIB, 128L * MIB));
        long length = SampleTree.bytesIn(source);
        Path inbox = stage.folder("inbox");
        GodwitProcess sender = stage.send("ann", source);
        String ticket = Stage.ticket(sender);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.limit(BYTES_PER_SECOND);
        Object[] receive = {ticket, "-o", inbox, "--at", proxy.address()};
        GodwitProcess receiver = stage.receive("ben", receive);

        int kills = random.nextInt(1, KILLS_MAX + 1);
        StringBuilder story = new StringBuilder();
        long[] moments = random.longs(kills, 0, length).sorted().toArray();
        for (long moment : moments) {
            GodwitProcess running = receiver;
            proxy.awaitDown(moment, () -> !running.isRunning());
            boolean killsSender = random.nextBoolean();
            story.append(String.format(
                    Locale.ROOT, " %s at %.1f%%", killsSender ? "sender" : "receiver", 100.0 * moment / length));
            if (killsSender) {
                sender.kill();
                sender = stage.send("ann", source);
                assertThat(Stage.ticket(sender)).isEqualTo(ticket);
            } else {
                receiver.kill();
                receiver = stage.receive("ben", receive);
            }
        }
        receiver.exits(0);
        sender.exits(0);
        assertThat(SampleTree.of(inbox.resolve("photos"))).isEqualTo(SampleTree.of(source));
        assertThat(Stage.namesIn(inbox)).containsExactly("photos");
        assertThat(stage.home("ben").resolve("transfers")).isEmptyDirectory();

        long more = proxy.downBytes() - length;
        System.out.printf(
                Locale.ROOT,
                "round %d: %d bytes, %.2f%% more through the proxy, %.2f MiB a kill, killed:%s%n",
                round.number,
                length,
                100.0 * more / length,
                (more - OVERHEAD * length) / kills / MIB,
                story);
        assertThat(more).isLessThan((long) ((TWICE + OVERHEAD) * length) + kills * ON_ITS_WAY_BYTES);
    }
}
