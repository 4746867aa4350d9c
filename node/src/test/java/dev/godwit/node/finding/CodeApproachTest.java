package dev.godwit.node.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.network.route.KnownAddresses;
import dev.godwit.network.route.Searches;
import dev.godwit.network.tcp.TcpDialer;
import dev.godwit.network.tcp.TcpListener;
import dev.godwit.network.tls.TlsCredentials;
import dev.godwit.network.tls.TlsEngines;
import dev.godwit.node.finding.CodeApproach.Claimed;
import dev.godwit.node.home.HeardCodeRecord;
import dev.godwit.node.home.Home;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.pairing.CodeClaim;
import dev.godwit.transfer.pairing.CodeDesk;
import dev.godwit.transfer.pairing.HeardCode;
import dev.godwit.transfer.pairing.OfferedCode;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.code.MalformedCodeException;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Acceptor;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Search;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that has a code, and all who say that they offer it, over TLS on this machine. */
@Timeout(60)
class CodeApproachTest {
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Identity ben = Identity.generate();
    private final Capability capability = Capability.generate();
    private final Code code = code("482193-violin-harbor-cactus");
    private final Code wrong = code("482193-violin-harbor-candle");
    private final Cancellation cancellation = new Cancellation();
    private final Queue<TransferEvent> events = new ConcurrentLinkedQueue<>();
    /** Who has compared a guess with what it was shown. */
    private final AtomicInteger guesses = new AtomicInteger();

    private final List<TcpListener> listeners = new ArrayList<>();

    @AfterEach
    void close() {
        listeners.forEach(TcpListener::close);
    }

    private static Code code(String text) {
        try {
            return Code.parse(text);
        } catch (MalformedCodeException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean yes(TransferEvent.Comparing comparing) {
        return true;
    }

    private int listen(Identity who, Acceptor acceptor) throws FaultException {
        TlsCredentials credentials = TlsCredentials.create(who);
        TlsEngines engines = TlsEngines.forServer(() -> credentials);
        TcpListener listener = TcpListener.open(Optional.empty(), 0, engines, acceptor);
        listeners.add(listener);
        return listener.port();
    }

    private CodeDesk desk(Identity who, Code offered, Predicate<TransferEvent.Comparing> isSame) {
        OfferedCode desk = new OfferedCode(offered, capability, 1, OfferedCode.Past.NONE, past -> {});
        return new CodeDesk(
                slot -> Optional.of(desk),
                new CodeDesk.Terms(who.peerId(), SILENCE, isSame, event -> guesses.incrementAndGet()));
    }

    /** Serves until the receiver has what it wants. */
    private static void serve(CodeDesk desk, ByteStream stream, boolean isHonest) {
        MessageChannel channel = new MessageChannel(stream);
        try {
            Handshake.greet(channel);
            desk.serve(channel, (Message.CodeOpen) channel.receive(Phase.PURPOSE));
            channel.receive(Phase.CODE_PROVEN);
        } catch (FaultException e) {
            if (isHonest) {
                channel.fail(e.fault());
            }
        } catch (IOException e) {
            // The receiver is gone.
        } finally {
            channel.close();
        }
    }

    private int sender(Identity who, Code offered, Predicate<TransferEvent.Comparing> isSame) throws FaultException {
        CodeDesk desk = desk(who, offered, isSame);
        return listen(who, stream -> serve(desk, stream, true));
    }

    /** Has the digits alone: compares one guess with what it is shown, and hangs up without a word. */
    private int impostor() throws FaultException {
        Identity eve = Identity.generate();
        return listen(eve, stream -> serve(desk(eve, wrong, CodeApproachTest::yes), stream, false));
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private static Search search(String origin, String host, int... ports) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int port : ports) {
            addresses.add(at(host, port));
        }
        return new KnownAddresses(origin, addresses);
    }

    private Claimed claim(HeardCode heard, Duration patience, Search... searches) throws FaultException {
        TlsCredentials credentials = TlsCredentials.create(ben);
        TcpDialer dialer = new TcpDialer(TlsEngines.forClient(() -> credentials), cancellation);
        Way way = new Way(dialer, cancellation, SILENCE, events::add);
        CodeClaim claim = new CodeClaim(heard, ben.peerId(), new SecureRandom(), CodeApproachTest::yes, events::add);
        return new CodeApproach(way, claim, () -> Searches.of(List.of(searches))).claim(patience);
    }

    private HeardCode heard(Code code) {
        return new HeardCode(code, List.of(), shown -> {});
    }

    private FaultCode failing(HeardCode heard, Duration patience, Search... searches) {
        try (Claimed _ = claim(heard, patience, searches)) {
            throw new AssertionError("granted");
        } catch (FaultException e) {
            return e.fault().code();
        }
    }

    @Test
    void h2ImpostorsThatHangUpHaveThreeGuessesHoweverManyTheyAre() throws Exception {
        int[] ports = {impostor(), impostor(), impostor(), impostor(), impostor(), impostor()};
        HeardCode heard = heard(code);
        FaultCode fault = failing(heard, Duration.ofSeconds(20), search("the local network", "127.0.0.1", ports));
        assertThat(fault).isEqualTo(FaultCode.CODE_VOID);
        assertThat(guesses).hasValue(HeardCode.SHOWN_MAX);
    }

    @Test
    void h2OneThatComesBackHasThreeGuessesHoweverLongOneWaits() throws Exception {
        int port = impostor();
        FaultCode fault = failing(heard(code), Duration.ofMinutes(5), search("the DHT", "127.0.0.1", port));
        assertThat(fault).isEqualTo(FaultCode.CODE_VOID);
        assertThat(guesses).hasValue(HeardCode.SHOWN_MAX);
    }

    @Test
    void h2GuessesCountOverRunsUntilTheOneWhoGuessedHasProvenTheCode(@TempDir Path temp) throws Exception {
        Home home = new Home(temp);
        Search impostor = search("the DHT", "127.0.0.1", impostor());
        for (int run = 1; run <= HeardCode.SHOWN_MAX; run++) {
            try (HeardCodeRecord record = HeardCodeRecord.open(home, ben, code)) {
                failing(record.code(), Duration.ofMillis(700), impostor);
            }
        }
        Identity ann = Identity.generate();
        Search honest = search("the DHT", "127.0.0.1", sender(ann, code, CodeApproachTest::yes));
        try (HeardCodeRecord record = HeardCodeRecord.open(home, ben, code)) {
            assertThat(failing(record.code(), Duration.ofSeconds(5), honest)).isEqualTo(FaultCode.CODE_VOID);
        }
        assertThat(guesses).hasValue(HeardCode.SHOWN_MAX);
    }

    @Test
    void whatWasShownToTheRealSenderBeforeItsLineBrokeIsForgiven(@TempDir Path temp) throws Exception {
        Home home = new Home(temp);
        Identity ann = Identity.generate();
        try (HeardCodeRecord record = HeardCodeRecord.open(home, ben, code)) {
            int cut = listen(ann, stream -> serve(desk(ann, wrong, CodeApproachTest::yes), stream, false));
            failing(record.code(), Duration.ofMillis(700), search("the DHT", "127.0.0.1", cut));
            assertThat(record.code().isUntried()).isFalse();
        }
        try (HeardCodeRecord record = HeardCodeRecord.open(home, ben, code)) {
            assertThat(record.code().isUntried()).isFalse();
            Search honest = search("the DHT", "127.0.0.1", sender(ann, code, CodeApproachTest::yes));
            claim(record.code(), Duration.ofSeconds(5), honest).close();
            assertThat(record.code().isUntried()).isTrue();
        }
        assertThat(temp.resolve("heard-codes")).isEmptyDirectory();
    }

    @Test
    void h2TheRealSenderWinsBesideImpostors() throws Exception {
        Identity ann = Identity.generate();
        int real = sender(ann, code, CodeApproachTest::yes);
        Search first = search("the local network", "127.0.0.1", impostor(), impostor());
        try (Claimed claimed =
                claim(heard(code), Duration.ofSeconds(20), first, search("the DHT", "127.0.0.1", real))) {
            assertThat(claimed.peer()).isEqualTo(ann.peerId());
            assertThat(claimed.capability()).isEqualTo(capability);
        }
    }

    @Test
    void h2AStrangersNoEndsNothingWhileTheRealSendersPersonCompares() throws Exception {
        Identity ann = Identity.generate();
        int real = sender(ann, code, words -> {
            sleep(Duration.ofSeconds(6));
            return true;
        });
        int stranger = sender(Identity.generate(), wrong, CodeApproachTest::yes);
        Search first = search("the local network", "127.0.0.1", stranger);
        try (Claimed claimed = claim(heard(code), Duration.ofSeconds(4), first, search("the DHT", "127.0.0.1", real))) {
            assertThat(claimed.peer()).isEqualTo(ann.peerId());
        }
        assertThat(guesses).hasValue(1);
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCodeIsTriedOnceWithOnePeerHoweverManyWaysLeadToIt() throws Exception {
        int port = sender(Identity.generate(), code, CodeApproachTest::yes);
        FaultCode fault = failing(
                heard(wrong),
                Duration.ofSeconds(20),
                search("the local network", "127.0.0.1", port),
                search("the DHT", "127.0.0.2", port),
                search("the ticket", "127.0.0.3", port));
        assertThat(fault).isEqualTo(FaultCode.CODE_WRONG);
        assertThat(guesses).hasValue(1);
    }

    @Test
    void aWayThatBreaksBeforeTheProofGivesItsTurnToAnother() throws Exception {
        Identity ann = Identity.generate();
        CodeDesk desk = desk(ann, code, CodeApproachTest::yes);
        AtomicInteger streams = new AtomicInteger();
        int port = listen(ann, stream -> {
            if (streams.getAndIncrement() == 0) {
                sleep(Duration.ofSeconds(1));
                stream.close();
            } else {
                serve(desk, stream, true);
            }
        });
        try (Claimed claimed = claim(
                heard(code),
                Duration.ofSeconds(20),
                search("the local network", "127.0.0.1", port),
                search("the DHT", "127.0.0.2", port))) {
            assertThat(claimed.peer()).isEqualTo(ann.peerId());
        }
        assertThat(events).noneMatch(TransferEvent.Waiting.class::isInstance);
    }

    @Test
    void whoSaysNothingIsNotWaitedForLongerThanPatienceLasts() throws Exception {
        int silent = listen(Identity.generate(), stream -> sleep(Duration.ofSeconds(30)));
        long startNanos = System.nanoTime();
        FaultCode fault = failing(heard(code), Duration.ofSeconds(1), search("the DHT", "127.0.0.1", silent));
        assertThat(fault).isEqualTo(FaultCode.CODE_NOT_FOUND);
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(8));
    }
}
