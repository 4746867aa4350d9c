package dev.godwit.dht.simulation;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.krpc.ItemFields;
import dev.godwit.dht.krpc.KrpcException;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.MessageReader;
import dev.godwit.dht.krpc.MessageWriter;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.rpc.Datagram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A node that wants nothing to be found. It answers pings as it should, so that it stays in tables; whoever looks something
 * up is told about accomplices and inventions right at the target, or about the closest accomplices as what they are, and
 * about forged values and wrong peers; what is to be stored is acknowledged and forgotten; and everybody hears a wrong address
 * of its own.
 */
final class HostileNode {
    private static final int NAMED = 8;
    private static final int PEERS = 100;

    private final Id id;
    private final List<Contact> gang;
    private final SplittableRandom random;

    HostileNode(Id id, List<Contact> gang, SplittableRandom random) {
        this.id = id;
        this.gang = gang;
        this.random = random;
    }

    /** What it answers. */
    Optional<Datagram> answer(Datagram datagram) {
        try {
            if (MessageReader.read(datagram.content().bytes()) instanceof Message.Query query) {
                Message.Reply reply = new Message.Reply(
                        query.transaction(),
                        response(query.request()),
                        Optional.of(gang.getFirst().address()));
                return Optional.of(new Datagram(datagram.peer(), ByteString.of(MessageWriter.write(reply))));
            }
        } catch (KrpcException e) {
            throw new AssertionError(e);
        }
        return Optional.empty();
    }

    private Response response(Request request) {
        ByteString token = ByteString.of("token");
        return switch (request) {
            case Request.Ping _, Request.AnnouncePeer _, Request.Put _ -> Response.of(id);
            case Request.FindNode find -> Response.of(id).withNodes(named(find.target()));
            case Request.SampleInfohashes sample -> Response.of(id).withNodes(named(sample.target()));
            case Request.GetPeers get ->
                Response.of(id)
                        .withNodes(named(get.infoHash()))
                        .withToken(token)
                        .withPeers(Stream.generate(this::nowhere).limit(PEERS).toList());
            case Request.Get get ->
                Response.of(id).withNodes(named(get.target())).withToken(token).withItem(forged());
        };
    }

    private ItemFields forged() {
        byte[] signature = new byte[64];
        random.nextBytes(signature);
        return new ItemFields(
                Optional.of(ByteString.of("forged")),
                Optional.empty(),
                OptionalLong.of(Long.MAX_VALUE),
                Optional.of(ByteString.of(signature)));
    }

    private List<Contact> named(Id target) {
        if (random.nextBoolean()) {
            return gang.stream()
                    .sorted(Comparator.comparing(Contact::id, target.closestFirst()))
                    .limit(NAMED)
                    .toList();
        }
        List<Contact> named = new ArrayList<>();
        for (int i = 0; i < NAMED; i++) {
            InetSocketAddress address =
                    random.nextBoolean() ? gang.get(random.nextInt(gang.size())).address() : nowhere();
            named.add(new Contact(target.randomAt(random.nextInt(20, 60), random), address));
        }
        return named;
    }

    private InetSocketAddress nowhere() {
        byte[] bytes = new byte[4];
        random.nextBytes(bytes);
        bytes[0] = (byte) random.nextInt(11, 99);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 6881);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
