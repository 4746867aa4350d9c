package dev.godwit.dht.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Id;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The ten packets that BEP 5 prints, read and written, and the filter of BEP 33. */
class KrpcVectorsTest {
    private static final ByteString AA = ByteString.of("aa");
    private static final Id QUERYING = id("abcdefghij0123456789");
    private static final Id RESPONDING = id("mnopqrstuvwxyz123456");
    private static final ByteString TOKEN = ByteString.of("aoeusnth");

    @Test
    void ping() throws Exception {
        query("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe", new Request.Ping());
        reply("d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re", Response.of(RESPONDING));
    }

    @Test
    void findNode() throws Exception {
        query(
                "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe",
                new Request.FindNode(RESPONDING, Set.of()));
        // "def456..." stands for nodes in BEP 5: nine bytes, which are no whole one.
        placeholder(
                "d1:rd2:id20:0123456789abcdefghij5:nodes9:def456...e1:t2:aa1:y1:re",
                Response.of(id("0123456789abcdefghij")));
    }

    @Test
    void getPeers() throws Exception {
        query(
                "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe",
                new Request.GetPeers(RESPONDING, Set.of(), false, false));
        reply(
                "d1:rd2:id20:abcdefghij01234567895:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee1:t2:aa1:y1:re",
                Response.of(QUERYING)
                        .withToken(TOKEN)
                        .withPeers(List.of(peer("axje", '.', 'u'), peer("idht", 'n', 'm'))));
        placeholder(
                "d1:rd2:id20:abcdefghij01234567895:nodes9:def456...5:token8:aoeusnthe1:t2:aa1:y1:re",
                Response.of(QUERYING).withToken(TOKEN));
    }

    @Test
    void announcePeer() throws Exception {
        query(
                "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e"
                        + "5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe",
                new Request.AnnouncePeer(RESPONDING, 6881, true, TOKEN, false));
        reply("d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re", Response.of(RESPONDING));
    }

    @Test
    void error() throws Exception {
        check(
                "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee",
                new Message.Failure(AA, ErrorCode.GENERIC.number(), "A Generic Error Ocurred"));
    }

    @Test
    void filterOfBep33() throws UnknownHostException {
        PeerFilter filter = PeerFilter.empty();
        assertThat(filter.estimate()).isZero();
        for (int i = 0; i <= 255; i++) {
            filter.add(InetAddress.ofLiteral("192.0.2." + i));
        }
        for (int i = 0; i <= 0x3e7; i++) {
            filter.add(InetAddress.ofLiteral("2001:db8::" + Integer.toHexString(i)));
        }
        String bytes = filter.bytes().toString();
        assertThat(bytes).startsWith("f6c3f5eaa07ffd91").endsWith("fd8f72ef").hasSize(512);
        assertThat(filter.estimate()).isEqualTo(1224.9308, within(0.0001));
        assertThat(PeerFilter.parse(filter.bytes())).contains(filter);
    }

    private static void query(String packet, Request request) throws Exception {
        check(packet, new Message.Query(AA, QUERYING, request, false));
    }

    private static void reply(String packet, Response response) throws Exception {
        check(packet, new Message.Reply(AA, response, Optional.empty()));
    }

    private static void check(String packet, Message message) throws Exception {
        assertThat(MessageReader.read(ascii(packet))).isEqualTo(message);
        assertThat(new String(MessageWriter.write(message), StandardCharsets.US_ASCII))
                .isEqualTo(packet);
    }

    private static void placeholder(String packet, Response response) throws KrpcException {
        assertThat(MessageReader.read(ascii(packet))).isEqualTo(new Message.Reply(AA, response, Optional.empty()));
    }

    private static InetSocketAddress peer(String address, int portHigh, int portLow) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(ascii(address)), portHigh << 8 | portLow);
    }

    private static Id id(String text) {
        return Id.of(ascii(text));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
