package dev.godwit.wire.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.testing.VectorFile;
import dev.godwit.wire.testing.VectorFile.Section;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tickets in {@code vectors/tickets.txt}, read and written. */
class TicketVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<Section> readable() {
        return VectorFile.read("tickets.txt").stream()
                .filter(vector -> !vector.kind().equals("refuse"));
    }

    static Stream<Section> writable() {
        return VectorFile.read("tickets.txt").stream()
                .filter(vector -> vector.kind().equals("both"));
    }

    static Stream<Section> refused() {
        return VectorFile.read("tickets.txt").stream()
                .filter(vector -> vector.kind().equals("refuse"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void reads(Section vector) throws FaultException {
        Ticket ticket = Ticket.parse(vector.value("uri"));
        assertThat(ticket.peerId()).isEqualTo(PeerId.of(HEX.parseHex(vector.value("peer"))));
        assertThat(ticket.capability()).isEqualTo(Capability.of(HEX.parseHex(vector.value("capability"))));
        assertThat(ticket.addresses())
                .extracting(Addresses::text)
                .containsExactlyElementsOf(vector.values("address").toList());
    }

    @ParameterizedTest
    @MethodSource("writable")
    void writes(Section vector) {
        List<InetSocketAddress> addresses =
                vector.values("address").map(TicketVectorsTest::address).toList();
        Ticket ticket = new Ticket(
                PeerId.of(HEX.parseHex(vector.value("peer"))),
                Capability.of(HEX.parseHex(vector.value("capability"))),
                addresses);
        assertThat(HEX.formatHex(RouteGroups.write(addresses))).isEqualTo(vector.value("groups"));
        assertThat(ticket.uri()).isEqualTo(vector.value("uri"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(Section vector) {
        assertThatThrownBy(() -> Ticket.parse(vector.value("uri")))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.TICKET_INVALID));
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            InetAddress ip = InetAddress.getByName(text.substring(0, colon));
            return new InetSocketAddress(ip, Integer.parseInt(text.substring(colon + 1)));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
