package dev.godwit.dht.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.item.KeyPairSigner;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.item.Signer;
import dev.godwit.dht.krpc.ErrorCode;
import dev.godwit.dht.krpc.ItemFields;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageWriter;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.node.SecureId;
import dev.godwit.dht.rpc.Datagram;
import dev.godwit.dht.storage.StorageLimits;
import dev.godwit.testkit.Mutations;
import dev.godwit.testkit.Seed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A node and its strangers, one datagram at a time. */
class DhtEngineTest {
    private static final OptionalLong ANY = OptionalLong.empty();

    private final SplittableRandom random = Seed.announce("DhtEngineTest").random();
    private final EngineHarness node = new EngineHarness(random, ReadOnlyMode.NEVER);
    private final InetSocketAddress friend = EngineHarness.host(1);
    private final Signer signer = KeyPairSigner.generate();

    @Test
    void answersThePingAndTellsTheAddressThatItSees() {
        Message reply = node.ask(friend, new Request.Ping()).orElseThrow();
        assertThat(reply).isInstanceOfSatisfying(Message.Reply.class, pong -> {
            assertThat(pong.response().sender()).isEqualTo(node.id());
            assertThat(pong.observed()).contains(friend);
        });
    }

    @Test
    void storesWhatComesWithATokenOnly() {
        node.befriend(EngineHarness.STRANGER_ID, friend);
        MutableItem item = signed(1);
        Request get = new Request.Get(item.target(), ANY, Set.of());
        ByteString token = node.respond(friend, get).token().orElseThrow();
        assertThat(refusal(friend, new Request.Put(item, ByteString.of("no token"), ANY)))
                .isEqualTo(203);
        assertThat(refusal(EngineHarness.host(2), new Request.Put(item, token, ANY)))
                .isEqualTo(203);
        node.pass(Duration.ofSeconds(1));
        assertThat(node.respond(friend, get).item()).isEmpty();
        assertThat(node.ask(friend, new Request.Put(item, token, ANY))).containsInstanceOf(Message.Reply.class);
        assertThat(node.respond(friend, get).item()).contains(ItemFields.of(item));
        node.pass(Duration.ofSeconds(1));
        Request newer = new Request.Get(item.target(), OptionalLong.of(1), Set.of());
        assertThat(node.respond(friend, newer).item()).contains(ItemFields.sequenceOnly(1));
    }

    /** The addresses of a /64 cost nothing: all of them together have the share of one. */
    @Test
    void h7ABlockOfIpv6HasTheShareOfOneAddress() {
        int stored = 0;
        for (int i = 1; i <= 60; i++) {
            InetSocketAddress source =
                    new InetSocketAddress(InetAddress.ofLiteral("2a00:1:2:3::" + Integer.toHexString(i)), 6881);
            ImmutableItem item = new ImmutableItem(ByteString.of("item " + i));
            Response answer = node.respond(source, new Request.Get(item.target(), ANY, Set.of()));
            if (answer.token().isPresent()) {
                node.ask(source, new Request.Put(item, answer.token().get(), ANY));
                stored++;
            }
            node.pass(Duration.ofSeconds(2));
        }
        assertThat(stored).isEqualTo(StorageLimits.USUAL.entriesPerOrigin());
    }

    @Test
    void oldForgedAndOversizedRecordsAreRefusedWithTheirError() {
        node.befriend(EngineHarness.STRANGER_ID, friend);
        MutableItem item = signed(5);
        ByteString token = token(item.target());
        assertThat(node.ask(friend, new Request.Put(item, token, ANY))).containsInstanceOf(Message.Reply.class);
        MutableItem forged = new MutableItem(item.key(), item.salt(), 6, item.value(), item.signature());
        node.pass(Duration.ofSeconds(1));
        assertThat(refusal(friend, new Request.Put(forged, token, ANY)))
                .isEqualTo(ErrorCode.INVALID_SIGNATURE.number());
        assertThat(refusal(friend, new Request.Put(signed(4), token, ANY)))
                .isEqualTo(ErrorCode.SEQUENCE_TOO_OLD.number());
        node.pass(Duration.ofSeconds(1));
        assertThat(refusal(friend, new Request.Put(signed(6), token, OptionalLong.of(4))))
                .isEqualTo(ErrorCode.CAS_MISMATCH.number());
        MutableItem oversized =
                new MutableItem(item.key(), item.salt(), 7, ByteString.of(new byte[997]), item.signature());
        node.pass(Duration.ofSeconds(1));
        assertThat(refusal(friend, new Request.Put(oversized, token, ANY))).isEqualTo(ErrorCode.VALUE_TOO_BIG.number());
    }

    @Test
    void forgedValuesAreNotTold() {
        MutableItem item = signed(3);
        MutableItem forged = new MutableItem(item.key(), item.salt(), 9, item.value(), item.signature());
        Command get = new Command.GetMutable(signer.publicKey(), ByteString.EMPTY);
        assertThat(found(get, ItemFields.of(forged))).isEmpty();
        assertThat(found(get, ItemFields.of(item))).hasSize(1);
    }

    @Test
    void immutableValuesMustHaveTheirHash() {
        ImmutableItem item = new ImmutableItem(ByteString.of("value"));
        Command get = new Command.GetImmutable(item.target());
        assertThat(found(get, ItemFields.of(new ImmutableItem(ByteString.of("another")))))
                .isEmpty();
        assertThat(found(get, ItemFields.of(signed(1)))).isEmpty();
        assertThat(found(get, ItemFields.of(item))).hasSize(1);
    }

    /** What is told when the only other node answers with this item. */
    private List<Output> found(Command command, ItemFields item) {
        EngineHarness asking = new EngineHarness(random, ReadOnlyMode.NEVER);
        asking.befriend(EngineHarness.STRANGER_ID, friend);
        asking.outputs();
        asking.engine().begin(command, asking.now());
        List<Datagram> sent = asking.sent();
        assertThat(sent).isNotEmpty();
        List<Output> found = new ArrayList<>();
        for (Datagram datagram : sent) {
            Message.Query query = (Message.Query) EngineHarness.message(datagram);
            Message reply = new Message.Reply(
                    query.transaction(), Response.of(EngineHarness.STRANGER_ID).withItem(item), Optional.empty());
            asking.engine()
                    .receive(new Datagram(datagram.peer(), ByteString.of(MessageWriter.write(reply))), asking.now());
            asking.outputs().stream().filter(Output.ItemFound.class::isInstance).forEach(found::add);
        }
        return found;
    }

    /** Before it knows how large the network is, a node that stores looks somewhere else, too; one that reads does not. */
    @Test
    void theFirstStoreTakesTheSizeOfTheNetworkElsewhere() {
        ImmutableItem item = new ImmutableItem(ByteString.of("value"));
        assertThat(targetsOfFindNode(new Command.Put(item, ANY))).hasSize(1).doesNotContain(item.target());
        assertThat(targetsOfFindNode(new Command.Announce(item.target(), 7_000, false, false)))
                .hasSize(1)
                .doesNotContain(item.target());
        assertThat(targetsOfFindNode(new Command.FindPeers(item.target()))).isEmpty();
    }

    private List<Id> targetsOfFindNode(Command command) {
        EngineHarness asking = new EngineHarness(random, ReadOnlyMode.NEVER);
        asking.befriend(EngineHarness.STRANGER_ID, friend);
        asking.outputs();
        asking.engine().begin(command, asking.now());
        return asking.sent().stream()
                .map(each -> ((Message.Query) EngineHarness.message(each)).request())
                .filter(Request.FindNode.class::isInstance)
                .map(request -> ((Request.FindNode) request).target())
                .toList();
    }

    /** S2: a name that is a secret must not leave. A look-up shows a hash of key and salt, which names neither. */
    @Test
    void s2ALookupTellsNeitherKeyNorSalt() {
        node.befriend(EngineHarness.STRANGER_ID, friend);
        ByteString salt = ByteString.of("a salt that nobody knows");
        node.engine().begin(new Command.GetMutable(signer.publicKey(), salt), node.now());
        List<Datagram> sent = node.sent();
        assertThat(sent)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.content().toString())
                        .doesNotContain(salt.toString())
                        .doesNotContain(signer.publicKey().toString()));
    }

    @Test
    void s3NothingIsSentToAddressesOfLocalNetworks() {
        node.befriend(EngineHarness.STRANGER_ID, friend);
        Id target = Id.random(random);
        node.engine().begin(new Command.FindPeers(target), node.now());
        InetSocketAddress global = EngineHarness.host(3);
        List<Contact> traps = new ArrayList<>();
        traps.add(new Contact(target.randomAt(100, random), global));
        for (String address : List.of("127.0.0.1", "192.168.1.1", "10.0.0.1", "224.0.0.1", "169.254.1.1")) {
            traps.add(new Contact(
                    target.randomAt(100, random), new InetSocketAddress(InetAddress.ofLiteral(address), 80)));
        }
        Response trap = Response.of(EngineHarness.STRANGER_ID)
                .withNodes(traps)
                .withPeers(List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 22), global));
        List<Output> after = outputsAfter(node.sent(), trap);
        assertThat(after)
                .filteredOn(Output.Send.class::isInstance)
                .isNotEmpty()
                .allMatch(output -> ((Output.Send) output).datagram().peer().equals(global));
        assertThat(after)
                .filteredOn(Output.PeersFound.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        Output.PeersFound.class,
                        found -> assertThat(found.peers()).containsExactly(global));
        node.pass(Duration.ofMinutes(1));
        assertThat(node.sent()).extracting(Datagram::peer).isSubsetOf(friend, global);
        assertThat(node.engine().begin(new Command.Ping(traps.getLast().address()), node.now()))
                .isPositive();
        assertThat(node.outputs()).hasSize(1).allMatch(Output.Finished.class::isInstance);
    }

    private List<Output> outputsAfter(List<Datagram> sent, Response response) {
        Message.Query query = (Message.Query) EngineHarness.message(sent.getFirst());
        Message reply = new Message.Reply(query.transaction(), response, Optional.empty());
        node.engine()
                .receive(new Datagram(sent.getFirst().peer(), ByteString.of(MessageWriter.write(reply))), node.now());
        return node.outputs();
    }

    /** BEP 44 records are signed, so what a stranger says has to be asked for: replies without a query change nothing. */
    @Test
    void repliesThatNobodyAskedForAreIgnored() {
        Response lie = Response.of(EngineHarness.STRANGER_ID)
                .withNodes(List.of(new Contact(Id.random(random), EngineHarness.host(9))));
        for (int i = 0; i < 100; i++) {
            byte[] transaction = new byte[4];
            random.nextBytes(transaction);
            Message reply = new Message.Reply(ByteString.of(transaction), lie, Optional.of(EngineHarness.host(7)));
            assertThat(node.receive(friend, MessageWriter.write(reply))).isEmpty();
        }
        assertThat(node.engine().status(node.now()).sides().values())
                .allSatisfy(side -> assertThat(side.contacts()).isEmpty())
                .allSatisfy(side -> assertThat(side.externalAddress()).isEmpty());
    }

    @Test
    void aReplyFromAnotherAddressIsIgnored() {
        node.engine().begin(new Command.Ping(friend), node.now());
        Message.Query query = (Message.Query) EngineHarness.message(node.sent().getFirst());
        Message reply =
                new Message.Reply(query.transaction(), Response.of(EngineHarness.STRANGER_ID), Optional.empty());
        node.receive(EngineHarness.host(2), MessageWriter.write(reply));
        assertThat(node.outputs()).isEmpty();
        node.receive(friend, MessageWriter.write(reply));
        assertThat(node.engine().status(node.now()).sides().values())
                .anySatisfy(side -> assertThat(side.contacts()).hasSize(1));
    }

    @Test
    void h7OneAddressGetsSoManyAnswersAndNoMore() {
        node.befriend(EngineHarness.STRANGER_ID, friend);
        int answers = 0;
        for (int i = 0; i < 1_000; i++) {
            answers += node.receive(friend, node.query(new Request.Ping())).size();
            node.pass(Duration.ofMillis(10));
        }
        node.sent();
        assertThat(answers).as("in 10 s").isBetween(40, 48);
    }

    @Test
    void h7TheOutgoingRateToOneAddressStaysBelowLibtorrentsBan() {
        for (int i = 0; i < 200; i++) {
            node.engine().begin(new Command.Ping(friend), node.now());
        }
        int first = node.sent().size();
        assertThat(first).isEqualTo(4);
        node.pass(Duration.ofMillis(999));
        assertThat(node.sent()).as("in the same second").isEmpty();
        node.pass(Duration.ofSeconds(10).minusMillis(999));
        long inTenSeconds = first
                + node.sent().stream()
                        .filter(each -> each.peer().equals(friend))
                        .count();
        assertThat(inTenSeconds).isBetween(38L, 44L);
    }

    @Test
    void h7RepliesStayWithinTheBudgetOfTheLine() {
        long bytes = 0;
        for (int i = 0; i < 20_000; i++) {
            bytes += EngineHarness.bytes(node.receive(EngineHarness.host(i + 2_000), node.query(new Request.Ping())));
            node.pass(Duration.ofMillis(1));
        }
        assertThat(bytes).isLessThanOrEqualTo(16_000L * (20 + 3));
    }

    @Test
    void readOnlyNodesSaySoAndAnswerOnlyTheirProofOfPath() {
        EngineHarness quiet = new EngineHarness(random, ReadOnlyMode.ALWAYS);
        assertThat(quiet.receive(friend, quiet.query(new Request.Ping()))).isEmpty();
        quiet.engine().begin(new Command.Ping(friend), quiet.now());
        assertThat(quiet.sent())
                .hasSize(1)
                .allSatisfy(each -> assertThat(EngineHarness.message(each))
                        .isInstanceOfSatisfying(
                                Message.Query.class,
                                query -> assertThat(query.readOnly()).isTrue()));
        assertThat(quiet.receive(friend, quiet.query(new Request.Ping()))).hasSize(1);
        assertThat(quiet.receive(friend, quiet.query(new Request.FindNode(Id.random(random), Set.of()))))
                .isEmpty();
        assertThat(quiet.receive(EngineHarness.host(2), quiet.query(new Request.Ping())))
                .isEmpty();
    }

    @Test
    void aReadOnlyNodeIsAnsweredButEntersNoTable() {
        byte[] query = MessageWriter.write(
                new Message.Query(ByteString.of("aa"), EngineHarness.STRANGER_ID, new Request.Ping(), true));
        for (int i = 0; i < 4; i++) {
            assertThat(node.receive(friend, query)).hasSize(1);
        }
        node.pass(Duration.ofMinutes(5));
        assertThat(node.sent()).noneMatch(each -> each.peer().equals(friend));
        for (int i = 0; i < 4; i++) {
            node.receive(friend, node.query(new Request.Ping()));
        }
        node.pass(Duration.ofMinutes(5));
        assertThat(node.sent()).anyMatch(each -> each.peer().equals(friend));
    }

    @Test
    void withoutStrangersANodeTurnsReadOnlyUntilTheNextTrial() {
        EngineHarness lonely = new EngineHarness(random, ReadOnlyMode.AUTOMATIC);
        assertThat(isReadOnly(lonely)).isFalse();
        lonely.pass(Duration.ofMinutes(11));
        assertThat(isReadOnly(lonely)).isTrue();
        assertThat(reach(lonely)).isEqualTo(Reach.ONLY_ASKS);
        lonely.pass(Duration.ofMinutes(61));
        assertThat(isReadOnly(lonely)).isFalse();
        assertThat(reach(lonely)).isEqualTo(Reach.UNKNOWN);
        lonely.ask(friend, new Request.Ping());
        assertThat(reach(lonely)).isEqualTo(Reach.REACHED);
        lonely.pass(Duration.ofMinutes(20));
        assertThat(isReadOnly(lonely)).isFalse();
    }

    @Test
    void eightProvidersThatAgreeMoveTheNodeToItsSecureId() {
        InetSocketAddress external = new InetSocketAddress(InetAddress.ofLiteral("77.77.77.77"), 5_000);
        Id before = node.id();
        for (int i = 0; i < 8; i++) {
            vote(EngineHarness.host(256 * (i + 20)), external);
        }
        node.pass(Duration.ofSeconds(6));
        assertThat(node.id()).isNotEqualTo(before);
        assertThat(SecureId.matches(node.id(), external.getAddress())).isTrue();
    }

    @Test
    void oneProviderHasOneVote() {
        InetSocketAddress lie = new InetSocketAddress(InetAddress.ofLiteral("77.77.77.77"), 5_000);
        Id before = node.id();
        for (int i = 0; i < 40; i++) {
            vote(EngineHarness.host(i), lie);
        }
        node.pass(Duration.ofSeconds(6));
        assertThat(node.id()).isEqualTo(before);
        assertThat(node.engine().status(node.now()).sides().values())
                .allSatisfy(side -> assertThat(side.externalAddress().filter(ExternalAddress::isCertain))
                        .isEmpty());
    }

    private void vote(InetSocketAddress voter, InetSocketAddress observed) {
        node.engine().begin(new Command.Ping(voter), node.now());
        for (Datagram datagram : node.sent()) {
            if (EngineHarness.message(datagram) instanceof Message.Query query
                    && datagram.peer().equals(voter)) {
                Message reply =
                        new Message.Reply(query.transaction(), Response.of(Id.random(random)), Optional.of(observed));
                node.receive(voter, MessageWriter.write(reply));
            }
        }
    }

    @Test
    void routersAreAskedButNeverNamed() {
        InetSocketAddress router = EngineHarness.host(77);
        node.engine().addEntrances(List.of(router));
        node.pass(Duration.ZERO);
        List<Datagram> sent = node.sent();
        assertThat(sent).anyMatch(each -> each.peer().equals(router));
        node.answerQueries(router, sent, Response.of(Id.random(random)));
        node.receive(router, node.query(new Request.Ping()));
        node.pass(Duration.ofMinutes(5));
        assertThat(node.respond(friend, new Request.FindNode(node.id(), Set.of()))
                        .nodes())
                .isEmpty();
    }

    /** Whatever comes in, a node throws nothing. Fed with the corpus of the message reader. */
    @Test
    void h4AnyDatagramIsSurvived() {
        Mutations.run(DhtEngineTest.class, input -> {
            node.receive(EngineHarness.host(random.nextInt(1_000)), input);
            node.pass(Duration.ofMillis(500));
            node.sent();
        });
    }

    private Reach reach(EngineHarness harness) {
        return harness.engine().status(harness.now()).reach();
    }

    private boolean isReadOnly(EngineHarness harness) {
        return harness.engine().status(harness.now()).readOnly();
    }

    private ByteString token(Id target) {
        return node.respond(friend, new Request.Get(target, ANY, Set.of()))
                .token()
                .orElseThrow();
    }

    private int refusal(InetSocketAddress from, Request request) {
        return ((Message.Failure) node.ask(from, request).orElseThrow()).code();
    }

    private MutableItem signed(long sequence) {
        MutableItem item = MutableItem.sign(signer, ByteString.EMPTY, sequence, ByteString.of("value " + sequence));
        assertThat(new ItemVerifier().isValid(item)).isTrue();
        return item;
    }
}
