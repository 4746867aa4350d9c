package dev.godwit.dht.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageWriter;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.limit.ReturnPaths;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.rpc.Datagram;
import dev.godwit.testkit.Seed;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody can be flooded through a node by forging his address; whoever answers gets everything. */
class AmplificationTest {
    private static final ImmutableItem ITEM = new ImmutableItem(ByteString.of(new byte[900]));
    private static final Set<Family> BOTH = Set.of(Family.values());

    private final SplittableRandom random = Seed.announce("AmplificationTest").random();
    private final EngineHarness node = new EngineHarness(random, ReadOnlyMode.NEVER);
    private final Id infoHash = Id.random(random);
    private int lastHost = 10_000;

    /** A node with full tables that stores an item of 900 bytes and a hundred peers. */
    @BeforeEach
    void fill() {
        for (int i = 0; i < 300; i++) {
            node.befriend(Id.random(random), EngineHarness.host(i));
        }
        InetSocketAddress friend = EngineHarness.host(1);
        ByteString token = node.respond(friend, get()).token().orElseThrow();
        assertThat(node.ask(friend, new Request.Put(ITEM, token, OptionalLong.empty())))
                .containsInstanceOf(Message.Reply.class);
        for (int i = 0; i < 100; i++) {
            InetSocketAddress peer = EngineHarness.host(i + 5);
            ByteString peerToken = node.respond(peer, getPeers(false)).token().orElseThrow();
            node.ask(peer, new Request.AnnouncePeer(infoHash, 7_000, false, peerToken, false));
            node.pass(Duration.ofMillis(100));
        }
        node.pass(Duration.ofSeconds(20));
        node.sent();
    }

    @Test
    void aForgedQueryEarnsLessThanOneAndAHalfTimesItsLength() {
        List<Request> requests = List.of(
                new Request.Ping(),
                new Request.FindNode(infoHash, BOTH),
                new Request.FindNode(infoHash, Set.of()),
                getPeers(false),
                getPeers(true),
                get(),
                new Request.SampleInfohashes(infoHash, BOTH),
                new Request.AnnouncePeer(infoHash, 1, false, ByteString.of("guess"), false),
                new Request.Put(ITEM, ByteString.of("guess"), OptionalLong.empty()));
        for (Request request : requests) {
            InetSocketAddress victim = stranger();
            byte[] query = node.query(request);
            int bytes = EngineHarness.bytes(node.receive(victim, query));
            node.pass(Duration.ofMinutes(2));
            bytes += toVictims(node.sent());
            System.out.printf("%s: %d bytes for %d%n", request.method(), bytes, query.length);
            assertThat(bytes).as(request.toString()).isBetween(20, (int)
                    (ReturnPaths.AMPLIFICATION_MAX * query.length));
        }
    }

    @Test
    void aFloodOfForgedQueriesEarnsLessThanOneAndAHalfTimesItsLengthInAll() {
        long in = 0;
        long out = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] query = node.query(i % 2 == 0 ? get() : getPeers(false));
            in += query.length;
            out += EngineHarness.bytes(node.receive(stranger(), query));
            node.pass(Duration.ofMillis(100));
            out += toVictims(node.sent());
        }
        node.pass(Duration.ofMinutes(5));
        out += toVictims(node.sent());
        System.out.printf("flood: %d bytes in, %d out, %.2f times%n", in, out, (double) out / in);
        assertThat((double) out / in).isBetween(0.5, ReturnPaths.AMPLIFICATION_MAX);
    }

    /** A node that knows hardly anybody pings whoever asks, to fill its table: that counts, too. */
    @Test
    void aYoungNodeVerifiesNobodyAtHisExpense() {
        for (Request request : List.of(new Request.Ping(), new Request.FindNode(infoHash, Set.of()), getPeers(false))) {
            EngineHarness young = new EngineHarness(random, ReadOnlyMode.NEVER);
            young.befriend(Id.random(random), EngineHarness.host(1));
            long in = 0;
            long out = 0;
            for (int i = 0; i < 200; i++) {
                Message.Query query = new Message.Query(ByteString.of("aa"), Id.random(random), request, false);
                byte[] forged = i % 2 == 0 || request instanceof Request.Ping
                        ? MessageWriter.write(query)
                        : MessageWriter.writePadded(query);
                in += forged.length;
                out += EngineHarness.bytes(young.receive(EngineHarness.host(20_000 + i / 4), forged));
                young.pass(Duration.ofMillis(100));
                out += toVictims(young.sent());
            }
            young.pass(Duration.ofMinutes(2));
            out += toVictims(young.sent());
            System.out.printf(
                    "young, %s: %d bytes in, %d out, %.2f times%n", request.method(), in, out, (double) out / in);
            assertThat((double) out / in).isBetween(0.2, ReturnPaths.AMPLIFICATION_MAX);
        }
    }

    @Test
    void whoeverAsksOftenEnoughIsVerified() {
        InetSocketAddress asker = stranger();
        EngineHarness young = new EngineHarness(random, ReadOnlyMode.NEVER);
        for (int i = 0; i < 10; i++) {
            young.receive(asker, young.query(new Request.Ping()));
            young.pass(Duration.ofSeconds(6));
            List<Datagram> sent = young.sent();
            assertThat(sent.isEmpty() || i > 0).as("one ping pays for none").isTrue();
            young.answerQueries(asker, sent, Response.of(EngineHarness.STRANGER_ID));
        }
        assertThat(young.engine().status(young.now()).sides().values())
                .anySatisfy(side -> assertThat(side.contacts()).hasSize(1));
    }

    @Test
    void malformedQueriesEarnNothingLonger() {
        for (String packet :
                List.of("d1:q1:x1:t1:t1:y1:qe", "d1:ad1:x1:ye1:q4:ping1:t2:aa1:y1:qe", "d1:y1:q1:zi1234567890ee")) {
            byte[] query = packet.getBytes(StandardCharsets.US_ASCII);
            assertThat(EngineHarness.bytes(node.receive(stranger(), query)))
                    .isLessThanOrEqualTo((int) (ReturnPaths.AMPLIFICATION_MAX * query.length));
        }
    }

    @Test
    void whoeverAnswersThePingGetsEverything() {
        InetSocketAddress asker = stranger();
        List<Datagram> first = node.receive(asker, node.query(get()));
        assertThat(first)
                .hasSize(1)
                .allSatisfy(each -> assertThat(EngineHarness.message(each))
                        .isInstanceOfSatisfying(
                                Message.Query.class,
                                query -> assertThat(query.request()).isEqualTo(new Request.Ping())));
        List<Datagram> second = node.answerQueries(asker, first, Response.of(EngineHarness.STRANGER_ID));
        Response whole = ((Message.Reply) EngineHarness.message(second.getFirst())).response();
        assertThat(whole.item()).isPresent();
        assertThat(whole.token()).isPresent();
        assertThat(second.getFirst().content().length()).isBetween(1_000, ReplySize.ITEM_BYTES_MAX);
        assertThat(node.respond(asker, getPeers(false)).peers())
                .as("proven from now on")
                .hasSizeGreaterThan(50);
    }

    @Test
    void whoeverDoesNotAnswerThePingIsToldTheWay() {
        InetSocketAddress asker = stranger();
        node.receive(asker, node.query(get()));
        node.pass(Duration.ofSeconds(3));
        List<Message> later = node.sent().stream()
                .filter(each -> each.peer().equals(asker))
                .map(EngineHarness::message)
                .toList();
        assertThat(later).hasSize(1).allSatisfy(each -> {
            Response way = ((Message.Reply) each).response();
            assertThat(way.token()).isPresent();
            assertThat(way.item()).isEmpty();
        });
    }

    @Test
    void aQueryForTheWayAloneIsAnsweredAtOnce() {
        Response way = node.respond(stranger(), new Request.GetPeers(Id.random(random), Set.of(), false, false));
        assertThat(way.nodes()).isNotEmpty();
        assertThat(way.token()).isPresent();
    }

    @Test
    void repliesFitInTheirLimits() {
        InetSocketAddress friend = EngineHarness.host(1);
        List<Datagram> sent = node.receive(friend, node.query(getPeers(false)));
        assertThat(EngineHarness.bytes(sent)).isBetween(900, ReplySize.BYTES_MAX);
        assertThat(((Message.Reply) EngineHarness.message(sent.getFirst()))
                        .response()
                        .nodes())
                .hasSize(8);
    }

    private int toVictims(List<Datagram> sent) {
        return EngineHarness.bytes(sent.stream()
                .filter(each -> each.peer().getAddress().getAddress()[1] >= 39)
                .toList());
    }

    private InetSocketAddress stranger() {
        lastHost++;
        return EngineHarness.host(lastHost);
    }

    private static Request get() {
        return new Request.Get(ITEM.target(), OptionalLong.empty(), Set.of());
    }

    private Request getPeers(boolean scrape) {
        return new Request.GetPeers(infoHash, BOTH, false, scrape);
    }
}
