package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.testkit.Seed;
import dev.godwit.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that break or trickle, and clocks that jump, while a folder is sent: one run of each side is enough. */
@Timeout(300)
final class LineFaultsIT {
    private static final int MIB = 1 << 20;
    private static final int LENGTH = 12 * MIB;

    @RegisterExtension
    private static final FaultTable FAULTS = new FaultTable();

    @RegisterExtension
    private final Stage stage = new Stage();

    private Path source = Path.of("");
    private Path inbox = Path.of("");

    static LongStream seeds() {
        return Seed.announce("LineFaultsIT").random().longs(Integer.getInteger("godwit.faults", 2));
    }

    @BeforeEach
    void prepare() throws IOException {
        source = stage.folder("photos");
        inbox = stage.folder("inbox");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void connectionsThatAreCutEverySecond(long seed) throws Exception {
        SampleTree.plantMany(source, seed, LENGTH);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.limit(4 * MIB);
        FaultTable.Attempt attempt = FAULTS.attempt("connections cut every second");
        proxy.cutEvery(Duration.ofSeconds(1));
        GodwitProcess receiver = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address());
        arrives(sender, receiver);
        assertThat(receiver.events("manifest")).hasSize(1);
        long more = proxy.downBytes() - SampleTree.bytesIn(source);
        System.out.printf("%,d bytes more than there are, after %d cuts%n", more, proxy.cuts());
        // The manifest comes again in each session.
        assertThat(more).isLessThan(LENGTH / 20 + proxy.cuts() * 2L * MIB);
        attempt.recovered();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLineThatTricklesForAWhile(long seed) throws Exception {
        SampleTree.plantMany(source, seed, LENGTH);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(new SplittableRandom(seed).nextLong(1, LENGTH));
        GodwitProcess receiver = stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address());
        proxy.awaitHold();
        FaultTable.Attempt attempt = FAULTS.attempt("line trickles one byte a second for a while");
        proxy.trickle(true);
        proxy.release();
        TimeUnit.SECONDS.sleep(2);
        proxy.trickle(false);
        arrives(sender, receiver);
        attempt.recovered();
    }

    /** It is never silent, and does not answer in time either. */
    @Test
    void aSessionThatTricklesIsEndedAndGoesOn() throws Exception {
        SampleTree.plantMany(source, 3, LENGTH);
        GodwitProcess sender = stage.send("ann", source, "--timeout", "3s");
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.holdAfter(LENGTH / 2);
        GodwitProcess receiver =
                stage.receive("ben", Stage.ticket(sender), "-o", inbox, "--at", proxy.address(), "--timeout", "1m");
        proxy.awaitHold();
        FaultTable.Attempt attempt = FAULTS.attempt("session trickles one byte a second");
        proxy.trickle(true);
        proxy.release();
        assertThat(sender.await("receiverLeft").text("code")).isEqualTo("peer-stalled");
        proxy.trickle(false);
        arrives(sender, receiver);
        attempt.recovered();
    }

    @Test
    void aPeerThatTricklesHoldsNobodyUp() throws Exception {
        SampleTree.plantMany(source, 1, LENGTH);
        GodwitProcess sender = stage.send("ann", source);
        TcpProxy proxy = stage.proxyTo(sender);
        proxy.trickle(true);
        FaultTable.Attempt attempt = FAULTS.attempt("peer trickles one byte a second");
        GodwitProcess slow = stage.receive(
                "eve", Stage.ticket(sender), "-o", stage.folder("eve"), "--at", proxy.address(), "--wait", "2s");
        arrives(sender, stage.receive("ben", Stage.ticket(sender), "-o", inbox));
        slow.exits(5);
        assertThat(stage.path("eve")).isEmptyDirectory();
        attempt.ended();
    }

    /** One side's clock, far beyond the end of the share and back again, while a transfer is on its way. */
    @ParameterizedTest
    @CsvSource({"ann, +3650d, -3650d", "ben, -3650d, +3650d"})
    void aClockThatJumps(String whose, String jump, String back) throws Exception {
        SampleTree.plantMany(source, jump.hashCode(), LENGTH);
        Path clock = Files.writeString(stage.path("clock"), "+0");
        GodwitProcess sender = start(whose, clock, "ann", "send", source, "--json", "--bind", "127.0.0.1");
        TcpProxy proxy = stage.proxyTo(sender);
        Object[] receive = {"receive", Stage.ticket(sender), "--json", "-o", inbox, "--at", proxy.address()};
        proxy.holdAfter(LENGTH / 3);
        GodwitProcess receiver = start(whose, clock, "ben", receive);
        proxy.awaitHold();
        FaultTable.Attempt attempt = FAULTS.attempt("a clock jumps");
        Files.writeString(clock, jump);
        proxy.holdAfter(LENGTH / 3);
        proxy.awaitHold();
        Files.writeString(clock, back);
        proxy.release();
        arrives(sender, receiver);
        attempt.recovered();
    }

    @Test
    void aClockThatJumpsBeyondTheEndOfAShareEndsIt() throws Exception {
        Path clock = Files.writeString(stage.path("clock"), "+0");
        Files.writeString(source.resolve("file"), "content");
        GodwitProcess sender = start("ann", clock, "ann", "send", source, "--json", "--bind", "127.0.0.1");
        String ticket = Stage.ticket(sender);
        FaultTable.Attempt attempt = FAULTS.attempt("clock jumps beyond the end of a share");
        Files.writeString(clock, "+3650d");
        sender.exits(3);
        assertThat(sender.error().text("code")).isEqualTo("share-expired");
        stage.receive("ben", ticket, "-o", inbox, "--wait", "1s").exits(5);
        attempt.ended();
    }

    /** Starts a Godwit; the one with this name has its wall clock, and that alone, from a file. */
    private GodwitProcess start(String whose, Path clock, String peer, Object... arguments) throws IOException {
        ProcessBuilder builder = stage.command(peer, arguments);
        return stage.start(peer, whose.equals(peer) ? withClock(clock, builder) : builder);
    }

    private static ProcessBuilder withClock(Path clock, ProcessBuilder builder) throws IOException {
        Optional<Path> library = faketime();
        assumeTrue(library.isPresent(), "faketime is not installed");
        builder.environment().put("LD_PRELOAD", library.get().toString());
        builder.environment().put("FAKETIME_TIMESTAMP_FILE", clock.toString());
        builder.environment().put("FAKETIME_NO_CACHE", "1");
        builder.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        builder.environment().put("NO_FAKE_STAT", "1");
        return builder;
    }

    private static Optional<Path> faketime() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> architectures = Files.list(libraries)) {
            return architectures
                    .map(directory -> directory.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }

    private void arrives(GodwitProcess sender, GodwitProcess receiver) throws IOException {
        receiver.exits(0);
        sender.exits(0);
        assertThat(SampleTree.of(inbox.resolve("photos"))).isEqualTo(SampleTree.of(source));
        assertThat(Stage.namesIn(inbox)).containsExactly("photos");
        assertThat(stage.home("ben").resolve("transfers")).isEmptyDirectory();
    }
}
