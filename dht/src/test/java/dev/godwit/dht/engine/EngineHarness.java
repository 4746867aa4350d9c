package dev.godwit.dht.engine;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.krpc.KrpcException;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageReader;
import dev.godwit.dht.krpc.MessageWriter;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.limit.ReplyBudget;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.rpc.Datagram;
import dev.godwit.dht.storage.StorageLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** One engine, and a test that plays all others: it says what comes in, and sees what goes out. */
final class EngineHarness {
    static final Id STRANGER_ID = new Id(0x1234_5678_9abc_def0L, 42, 7);

    private final DhtEngine engine;
    private final List<Output> outputs = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int lastTransaction;

    EngineHarness(SplittableRandom random, ReadOnlyMode readOnly) {
        engine = new DhtEngine(
                new EngineSettings(
                        AddressRules.PUBLIC,
                        Set.of(Family.values()),
                        readOnly,
                        StorageLimits.USUAL,
                        ReplyBudget.BYTES_PER_SECOND),
                random,
                new ItemVerifier(),
                now);
    }

    static InetSocketAddress host(int number) {
        return new InetSocketAddress(
                InetAddress.ofLiteral((11 + number / 65_536) + "." + number / 256 % 256 + "." + number % 256 + ".1"),
                6881);
    }

    DhtEngine engine() {
        return engine;
    }

    Instant now() {
        return now;
    }

    Id id() {
        return Objects.requireNonNull(engine.status(now).sides().get(Family.IPV4))
                .id();
    }

    /** Lets time pass, in the steps that the engine wants. */
    void pass(Duration time) {
        Instant end = now.plus(time);
        while (!engine.nextWakeUp().isAfter(end)) {
            now = engine.nextWakeUp().isAfter(now) ? engine.nextWakeUp() : now;
            engine.tick(now);
            outputs.addAll(engine.outputs());
        }
        now = end;
    }

    /** What a stranger asks, as bytes. */
    byte[] query(Request request) {
        lastTransaction++;
        ByteString transaction = ByteString.of(new byte[] {(byte) (lastTransaction >> 8), (byte) lastTransaction});
        return MessageWriter.write(new Message.Query(transaction, STRANGER_ID, request, false));
    }

    /** What goes out at once when this comes in. */
    List<Datagram> receive(InetSocketAddress from, byte[] content) {
        sent();
        engine.receive(new Datagram(from, ByteString.of(content)), now);
        return sent();
    }

    /** The one reply to a query, or empty when there is none. */
    Optional<Message> ask(InetSocketAddress from, Request request) {
        List<Datagram> sent = receive(from, query(request));
        return sent.stream()
                .map(EngineHarness::message)
                .filter(each -> !(each instanceof Message.Query))
                .findFirst();
    }

    /** The response to a query that must get one. */
    Response respond(InetSocketAddress from, Request request) {
        return ((Message.Reply) ask(from, request).orElseThrow()).response();
    }

    /** Answers each query that the engine sent to {@code from} with {@code response}. */
    List<Datagram> answerQueries(InetSocketAddress from, List<Datagram> sent, Response response) {
        List<Datagram> next = new ArrayList<>();
        for (Datagram datagram : sent) {
            if (datagram.peer().equals(from) && message(datagram) instanceof Message.Query query) {
                Message reply = new Message.Reply(query.transaction(), response, Optional.empty());
                next.addAll(receive(from, MessageWriter.write(reply)));
            }
        }
        return next;
    }

    /** Makes the engine know a node: it answers a ping. */
    void befriend(Id id, InetSocketAddress address) {
        engine.begin(new Command.Ping(address), now);
        answerQueries(address, sent(), Response.of(id));
    }

    /** What went out since this was last asked. */
    List<Datagram> sent() {
        return outputs().stream()
                .filter(Output.Send.class::isInstance)
                .map(output -> ((Output.Send) output).datagram())
                .toList();
    }

    /** All that came out since this was last asked. */
    List<Output> outputs() {
        outputs.addAll(engine.outputs());
        List<Output> drained = List.copyOf(outputs);
        outputs.clear();
        return drained;
    }

    static Message message(Datagram datagram) {
        try {
            return MessageReader.read(datagram.content().bytes());
        } catch (KrpcException e) {
            throw new AssertionError(e);
        }
    }

    static int bytes(List<Datagram> datagrams) {
        return datagrams.stream().mapToInt(each -> each.content().length()).sum();
    }
}
