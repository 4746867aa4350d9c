package dev.godwit.dht.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message survives the wire, and what must not be in one is answered as BEP 5 and BEP 44 say. */
class MessageTest {
    private static final ByteString T = ByteString.of("tt");
    private static final Id A = new Id(1, 2, 3);
    private static final Id B = new Id(4, 5, 6);
    private static final ByteString TOKEN = ByteString.of("token");
    private static final Ed25519Key KEY = new Ed25519Key(ByteString.of(new byte[32]));
    private static final MutableItem ITEM =
            new MutableItem(KEY, ByteString.of("salt"), 7, ByteString.of("value"), ByteString.of(new byte[64]));
    private static final String ID = "2:id20:abcdefghij0123456789";

    @Test
    void queriesSurviveTheWire() throws KrpcException {
        List<Request> requests = List.of(
                new Request.Ping(),
                new Request.FindNode(B, Set.of(Family.IPV4, Family.IPV6)),
                new Request.GetPeers(B, Set.of(Family.IPV6), true, true),
                new Request.AnnouncePeer(B, 6881, false, TOKEN, true),
                new Request.Get(B, OptionalLong.of(6), Set.of()),
                new Request.Put(ITEM, TOKEN, OptionalLong.of(6)),
                new Request.Put(new ImmutableItem(ByteString.of("value")), TOKEN, OptionalLong.empty()),
                new Request.SampleInfohashes(B, Set.of()));
        for (Request request : requests) {
            for (boolean readOnly : new boolean[] {false, true}) {
                Message.Query query = new Message.Query(T, A, request, readOnly);
                assertThat(MessageReader.read(MessageWriter.write(query))).isEqualTo(query);
            }
        }
    }

    @Test
    void repliesSurviveTheWire() throws KrpcException {
        Response response = Response.of(A)
                .withNodes(List.of(new Contact(B, at("8.8.8.8")), new Contact(A, at("2a00::1"))))
                .withToken(TOKEN)
                .withPeers(List.of(at("9.9.9.9"), at("2a00::2")))
                .withItem(ItemFields.of(ITEM))
                .withScrape(new Scrape(PeerFilter.empty(), PeerFilter.empty()))
                .withSamples(new Samples(300, 2, List.of(A, B)));
        Message.Reply reply = new Message.Reply(T, response, Optional.of(at("2a00::3")));
        assertThat(MessageReader.read(MessageWriter.write(reply))).isEqualTo(reply);
    }

    @Test
    void itemsOfAnotherKeyOrWithoutASignatureAreNone() {
        ItemFields fields = ItemFields.of(ITEM);
        assertThat(fields.mutable(KEY, ITEM.salt())).contains(ITEM);
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(fields.mutable(new Ed25519Key(ByteString.of(other)), ITEM.salt()))
                .isEmpty();
        assertThat(ItemFields.sequenceOnly(7).mutable(KEY, ITEM.salt())).isEmpty();
        assertThat(new ItemFields(fields.value(), fields.key(), OptionalLong.of(-1), fields.signature())
                        .mutable(KEY, ITEM.salt()))
                .isEmpty();
    }

    @Test
    void aQueryOfTheFutureThatNamesATargetIsAnsweredWithTheWay() throws KrpcException {
        for (String key : List.of("6:target", "9:info_hash")) {
            String text = "d1:ad" + ID + key + "20:mnopqrstuvwxyz123456e1:q6:dances1:t2:tt1:y1:qe";
            Message message = MessageReader.read(ascii(text));
            assertThat(message)
                    .isInstanceOfSatisfying(
                            Message.Query.class,
                            query -> assertThat(query.request())
                                    .isEqualTo(new Request.FindNode(Id.of(ascii("mnopqrstuvwxyz123456")), Set.of())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "204, 'd1:ad2:id20:abcdefghij0123456789e1:q6:dances1:t2:tt1:y1:qe'",
        "203, 'd1:ad2:id19:abcdefghij012345678e1:q4:ping1:t2:tt1:y1:qe'",
        "203, 'd1:q4:ping1:t2:tt1:y1:qe'",
        "203, 'd1:ad2:id20:abcdefghij0123456789e1:q9:find_node1:t2:tt1:y1:qe'",
        "203, 'd1:ad2:id20:abcdefghij01234567896:target3:abce1:q3:get1:t2:tt1:y1:qe'",
        "203, 'd1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti0e5:token1:te1:q13:announce_peer1:t2:tt1:y1:qe'",
        "203, 'd1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti65536e5:token1:te1:q13:announce_peer1:t2:tt1:y1:qe'",
        "203, 'd1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti1ee1:q13:announce_peer1:t2:tt1:y1:qe'",
        "203, 'd1:ad2:id20:abcdefghij01234567895:token1:te1:q3:put1:t2:tt1:y1:qe'",
        "203, 'd1:ad2:id20:abcdefghij01234567891:k3:abc3:seqi1e5:token1:t1:v1:xe1:q3:put1:t2:tt1:y1:qe'"
    })
    void badQueriesGetTheirError(int code, String packet) {
        KrpcException refusal = catchThrowableOfType(KrpcException.class, () -> MessageReader.read(ascii(packet)));
        assertThat(refusal.answer()).map(Message.Failure::code).contains(code);
        assertThat(refusal.answer()).map(Message.Failure::transaction).contains(T);
    }

    @Test
    void bep44LimitsHaveTheirOwnErrors() throws KrpcException {
        assertThat(refusal(put(new byte[997], 0, 1))).isEqualTo(205);
        assertThat(refusal(put(new byte[10], 65, 1))).isEqualTo(207);
        assertThat(refusal(put(new byte[10], 0, -1))).isEqualTo(203);
        assertThat(MessageReader.read(put(new byte[996], 64, 1))).isInstanceOf(Message.Query.class);
    }

    private static byte[] put(byte[] value, int saltBytes, long sequence) {
        String text = "d1:ad" + ID + "1:k32:" + "k".repeat(32)
                + (saltBytes > 0 ? "4:salt" + saltBytes + ":" + "s".repeat(saltBytes) : "")
                + "3:seqi" + sequence + "e3:sig64:" + "g".repeat(64) + "5:token1:t1:v" + value.length + ":"
                + "v".repeat(value.length) + "e1:q3:put1:t2:tt1:y1:qe";
        return ascii(text);
    }

    private static int refusal(byte[] packet) {
        KrpcException refusal = catchThrowableOfType(KrpcException.class, () -> MessageReader.read(packet));
        return refusal.answer().orElseThrow().code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "de",
                "i1234567890123456789e",
                "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:y1:qe",
                "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t33:ttttttttttttttttttttttttttttttttt1:y1:qe",
                "d1:rd2:id3:abce1:t2:tt1:y1:re",
                "d1:t2:tt1:y1:z3:zzz4:zzzze",
                "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:tt1:y1:qegarbage"
            })
    void noiseGetsNoAnswer(String packet) {
        KrpcException refusal = catchThrowableOfType(KrpcException.class, () -> MessageReader.read(ascii(packet)));
        assertThat(refusal.answer()).isEmpty();
    }

    @Test
    void errorsMayBeMalformed() throws KrpcException {
        assertThat(MessageReader.read(ascii("d1:ele1:t2:tt1:y1:e1:zi1ee"))).isEqualTo(new Message.Failure(T, 201, ""));
        assertThat(MessageReader.read(ascii("d1:eli-5e3:whye1:t2:tt1:y1:ee")))
                .isEqualTo(new Message.Failure(T, 0, "why"));
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 6881);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
