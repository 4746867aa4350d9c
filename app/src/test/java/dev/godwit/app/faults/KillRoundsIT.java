package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Seed;
import dev.godwit.testkit.TcpProxy;
import java.nio.file.Files;
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
 * {@code kill -9} of either side at random moments, then the same command again. At the end the file is whole, nothing
 * is left over, and little was sent twice. {@code -Dgodwit.rounds=20} plays that many rounds; the seed is printed.
 */
@Timeout(600)
final class KillRoundsIT {
    private static final int MIB = 1 << 20;
    private static final int USUAL_ROUNDS = 3;
    private static final int KILLS_MAX = 3;
    private static final long BYTES_PER_SECOND = 50L * MIB;

    @RegisterExtension
    private final Stage stage = new Stage();

    /** What one round is about: all chance comes from its seed. */
    record Round(int number, long seed) {}

    static Stream<Round> rounds() {
        SplittableRandom random = Seed.announce("KillRoundsIT").random();
        return IntStream.rangeClosed(1, Integer.getInteger("godwit.rounds", USUAL_ROUNDS))
                .mapToObj(number -> new Round(number, random.nextLong()));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void theSameCommandsGoOn(Round round) throws Exception {
        SplittableRandom random = new SplittableRandom(round.seed);
        Path source = stage.file("film.mkv", random.nextLong(64L * MIB, 200L * MIB));
        long length = Files.size(source);
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
        assertThat(inbox.resolve("film.mkv")).hasSameBinaryContentAs(source);
        assertThat(Stage.namesIn(inbox)).containsExactly("film.mkv");
        assertThat(stage.home("ben").resolve("transfers")).isEmptyDirectory();

        double twice = 100.0 * (proxy.downBytes() - length) / length;
        System.out.printf(
                Locale.ROOT,
                "round %d: %d bytes, %.2f%% more through the proxy, killed:%s%n",
                round.number,
                length,
                twice,
                story);
    }
}
