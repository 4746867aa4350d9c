package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Seed;
import dev.godwit.testkit.TcpProxy;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code kill -9} of either side at random moments, then the same command again, until both have ended well; all chance
 * comes from the seed. {@code -Dgodwit.rounds=50} plays that many.
 */
record KillRound(int number, long seed) {
    /** Slower than both sides, so that little waits in the sockets. */
    static final long BYTES_PER_SECOND = 24L << 20;

    private static final int MIB = 1 << 20;
    private static final int KILLS_MAX = 3;

    /** Of the content, this much may be sent twice whatever happens. */
    private static final double TWICE = 0.01;

    /**
     * And this much more for each kill: on each of four streams a piece of 1 MiB that was not whole yet, and what the
     * sockets held.
     */
    private static final long ON_ITS_WAY_BYTES = 2L * MIB;

    /**
     * What is sent.
     *
     * @param bytes length of its content
     * @param overhead how much the messages around it may add, as a share of it
     */
    record Load(Path source, long bytes, double overhead) {}

    /** The rounds of a test, whose seed is printed. */
    static Stream<KillRound> announce(String test, int usual) {
        SplittableRandom random = Seed.announce(test).random();
        return IntStream.rangeClosed(1, Integer.getInteger("godwit.rounds", usual))
                .mapToObj(number -> new KillRound(number, random.nextLong()));
    }

    /** A length between two others. */
    long length(long least, long most) {
        return new SplittableRandom(seed).nextLong(least, most);
    }

    /** Plays it: at the end everything is in {@code inbox}, nothing is left over, and little was sent twice. */
    void play(Stage stage, Load load, Path inbox) throws Exception {
        SplittableRandom random = new SplittableRandom(~seed);
        GodwitProcess sender = stage.send("ann", load.source);
        String ticket = Stage.ticket(sender);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.limit(BYTES_PER_SECOND);
        Object[] receive = {ticket, "-o", inbox, "--at", proxy.address()};
        GodwitProcess receiver = stage.receive("ben", receive);

        int kills = random.nextInt(1, KILLS_MAX + 1);
        StringBuilder story = new StringBuilder();
        long[] moments = random.longs(kills, 0, load.bytes).sorted().toArray();
        for (long moment : moments) {
            GodwitProcess running = receiver;
            proxy.awaitDown(moment, () -> !running.isRunning());
            boolean killsSender = random.nextBoolean();
            String victim = killsSender ? "sender" : "receiver";
            story.append(String.format(Locale.ROOT, " %s at %.1f%%", victim, 100.0 * moment / load.bytes));
            if (killsSender) {
                sender.kill();
                sender = stage.send("ann", load.source);
                assertThat(Stage.ticket(sender)).isEqualTo(ticket);
            } else {
                receiver.kill();
                receiver = stage.receive("ben", receive);
            }
        }
        receiver.exits(0);
        sender.exits(0);
        assertThat(Stage.namesIn(inbox)).containsExactly(load.source.getFileName() + "");
        assertThat(stage.home("ben").resolve("transfers")).isEmptyDirectory();
        sentLittleTwice(load, proxy.downBytes() - load.bytes, kills, story);
    }

    private void sentLittleTwice(Load load, long more, int kills, CharSequence story) {
        System.out.printf(
                Locale.ROOT,
                "round %d: %d bytes, %.2f%% more through the proxy, %.2f MiB a kill, killed:%s%n",
                number,
                load.bytes,
                100.0 * more / load.bytes,
                (more - load.overhead * load.bytes) / kills / MIB,
                story);
        assertThat(more).isLessThan((long) ((TWICE + load.overhead) * load.bytes) + kills * ON_ITS_WAY_BYTES);
    }
}
