package dev.godwit.wire.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.godwit.testkit.Seed;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    /** The vector {@code one-ipv4}. */
    private static final String URI =
            "godwit:hvabpq7iioevvevxbktu2g36xsojqlgpf3cjndgazvk7ckxumygaaaicamcakbqhbaequcymbuha" + "6eism7aaaaqbe2nq";

    /** Enough letters of a ticket to be worth hiding. */
    private static final int TELLING_LETTERS = 8;

    @Test
    void has99LettersWithOneIpv4Address() {
        assertThat(URI).hasSize(99);
    }

    @Test
    void forgivesSpaceAroundItAndUpperCase() throws FaultException {
        Ticket ticket = Ticket.parse(URI);
        assertThat(Ticket.parse("\n\t " + URI + " \n")).isEqualTo(ticket);
        assertThat(Ticket.parse(URI.toUpperCase(Locale.ROOT))).isEqualTo(ticket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "godwit",
                "godwit:",
                "magnet:?xt=1",
                "godwit:a",
                "godwit:aa",
                "godwit:0",
                "godwit:==",
                "godwit://hvabpq7i",
                "godwit:hvabpq7iioevvevxbktu2g36xsojqlgpf3cjndgazvk7ckxumyga"
            })
    void refusesWhatIsNoTicket(String text) {
        assertThat(refusal(text)).isPresent();
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < URI.length(); length++) {
            assertThat(refusal(URI.substring(0, length))).isPresent();
        }
    }

    /** Case L5: the length is looked at before memory is taken. */
    @Test
    void refusesWhatIsTooLong() {
        assertThat(refusal(Ticket.SCHEME + "a".repeat(Ticket.LETTERS_MAX)))
                .contains("This is not a valid ticket: it is too long");
        assertThat(refusal(Ticket.SCHEME + "a".repeat(50_000_000)))
                .contains("This is not a valid ticket: it is too long");
    }

    @Test
    void refusesAnAlteredLetterExceptOneIn65536() {
        SplittableRandom random = Seed.announce("TicketTest.altered").random();
        int tried = 0;
        int taken = 0;
        for (int i = 0; i < 30; i++) {
            Ticket ticket = ticket(random);
            String uri = ticket.uri();
            for (int at = 0; at < uri.length(); at++) {
                for (String altered : alterations(uri, at)) {
                    tried++;
                    Optional<Ticket> other = parsed(altered);
                    assertThat(other).isNotEqualTo(Optional.of(ticket));
                    taken += other.isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(tried).isGreaterThan(50_000);
        assertThat(taken).isLessThan(tried / 1_000);
    }

    @Test
    void staysTheSameThroughItsUri() throws FaultException {
        SplittableRandom random = Seed.announce("TicketTest.random").random();
        for (int i = 0; i < 500; i++) {
            Ticket ticket = ticket(random);
            Ticket read = Ticket.parse(ticket.uri());
            assertThat(read.peerId()).isEqualTo(ticket.peerId());
            assertThat(read.capability()).isEqualTo(ticket.capability());
            assertThat(read.addresses()).containsExactlyInAnyOrderElementsOf(ticket.addresses());
            assertThat(read.uri()).isEqualTo(ticket.uri()).hasSizeLessThan(Ticket.LETTERS_MAX);
        }
    }

    /** Two kinds at one port, in turn: addresses that share a group come together, and else keep their order. */
    @Test
    void putsAddressesOfOneGroupTogether() throws FaultException {
        InetSocketAddress first = new InetSocketAddress("192.0.2.1", 1);
        InetSocketAddress second = new InetSocketAddress("2001:db8::1", 1);
        InetSocketAddress third = new InetSocketAddress("192.0.2.3", 1);
        Ticket ticket = new Ticket(peer(new SplittableRandom(1)), Capability.generate(), List.of(first, second, third));
        assertThat(Ticket.parse(ticket.uri()).addresses()).containsExactly(first, third, second);
    }

    @Test
    void holdsNoNamesThatWereNotLookedUp() throws FaultException {
        Ticket ticket = Ticket.parse(URI);
        InetSocketAddress name = InetSocketAddress.createUnresolved("example.org", 4747);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ticket(ticket.peerId(), ticket.capability(), List.of(name)))
                .withMessage("a ticket holds addresses, not names");
    }

    @Test
    void holdsAtMostSixteenAddresses() {
        List<InetSocketAddress> many = Collections.nCopies(17, new InetSocketAddress("192.0.2.1", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ticket(peer(new SplittableRandom(1)), Capability.generate(), many));
    }

    /** Case S4: neither a refusal nor a printed ticket gives its secret away. */
    @Test
    void hidesItsSecret() throws FaultException {
        String letters = URI.substring(Ticket.SCHEME.length());
        for (String altered : List.of(letters, URI + "a", URI.replace("6eism7", "6eizm7"), URI + "!", "x" + URI)) {
            assertThat(refusal(altered).orElseThrow()).doesNotContain(URI);
        }
        assertThat(Ticket.parse(URI).toString()).contains("Capability[hidden]").doesNotContain("000102", letters);
    }

    private static List<String> alterations(String uri, int at) {
        return LETTERS.chars()
                .filter(letter -> letter != uri.charAt(at))
                .mapToObj(letter -> uri.substring(0, at) + (char) letter + uri.substring(at + 1))
                .toList();
    }

    private static Optional<Ticket> parsed(String text) {
        try {
            return Optional.of(Ticket.parse(text));
        } catch (FaultException e) {
            assertThat(e.fault().code()).isEqualTo(FaultCode.TICKET_INVALID);
            return Optional.empty();
        }
    }

    /** What a refusal says, after a look through all of it for pieces of the ticket. */
    private static Optional<String> refusal(String text) {
        try {
            Ticket ignored = Ticket.parse(text);
            return Optional.empty();
        } catch (FaultException e) {
            assertThat(e.fault().code()).isEqualTo(FaultCode.TICKET_INVALID);
            StringWriter everything = new StringWriter();
            e.printStackTrace(new PrintWriter(everything));
            int from = text.startsWith(Ticket.SCHEME) ? Ticket.SCHEME.length() : 0;
            for (int at = from; at + TELLING_LETTERS <= Math.min(text.length(), Ticket.LETTERS_MAX); at++) {
                assertThat(everything.toString()).doesNotContain(text.substring(at, at + TELLING_LETTERS));
            }
            return Optional.of(e.fault().message());
        }
    }

    private static Ticket ticket(SplittableRandom random) {
        byte[] secret = new byte[Capability.BYTES];
        random.nextBytes(secret);
        List<InetSocketAddress> addresses =
                Stream.generate(() -> address(random)).limit(random.nextInt(4)).toList();
        return new Ticket(peer(random), Capability.of(secret), addresses);
    }

    private static PeerId peer(SplittableRandom random) {
        byte[] key = new byte[PeerId.BYTES];
        random.nextBytes(key);
        return PeerId.of(key);
    }

    private static InetSocketAddress address(SplittableRandom random) {
        byte[] ip = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(ip);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), random.nextInt(1, 4));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
