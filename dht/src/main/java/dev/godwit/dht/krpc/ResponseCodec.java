package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.BencodeDictionary;
import dev.godwit.dht.bencode.BencodeList;
import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The return values of queries. */
final class ResponseCodec {
    /** Of one family; whoever names more is not believed more. Twice k. */
    private static final int NODES_MAX = 16;

    private static final int TOKEN_BYTES_MAX = 64;
    private static final int SAMPLES_MAX = 100;

    private ResponseCodec() {}

    static BencodeDictionary write(Response response) {
        BencodeDictionary.Builder output =
                BencodeDictionary.builder().put("id", response.sender().byteString());
        for (Family family : Family.values()) {
            List<Contact> nodes = response.nodes().stream()
                    .filter(contact -> contact.family() == family)
                    .toList();
            if (!nodes.isEmpty()) {
                output.put(family.nodesKey(), CompactAddress.write(nodes));
            }
        }
        response.token().ifPresent(token -> output.put("token", token));
        if (!response.peers().isEmpty()) {
            output.put(
                    "values",
                    new BencodeList(List.copyOf(
                            response.peers().stream().map(CompactAddress::write).toList())));
        }
        response.item().ifPresent(item -> writeItem(output, item));
        response.scrape()
                .ifPresent(scrape -> output.put("BFsd", scrape.seeds().bytes())
                        .put("BFpe", scrape.downloaders().bytes()));
        response.samples().ifPresent(samples -> writeSamples(output, samples));
        return output.build();
    }

    private static void writeItem(BencodeDictionary.Builder output, ItemFields item) {
        item.value().ifPresent(value -> output.put("v", value));
        item.key().ifPresent(key -> output.put("k", key.bytes()));
        item.sequence().ifPresent(sequence -> output.put("seq", sequence));
        item.signature().ifPresent(signature -> output.put("sig", signature));
    }

    private static void writeSamples(BencodeDictionary.Builder output, Samples samples) {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        samples.infoHashes().forEach(hash -> hashes.writeBytes(hash.bytes()));
        output.put("interval", samples.intervalSeconds())
                .put("num", samples.total())
                .put("samples", ByteString.of(hashes.toByteArray()));
    }

    /** The response; empty when it names no sender. */
    static Optional<Response> read(BencodeDictionary input) {
        Optional<Id> sender = input.bytes("id").flatMap(Id::parse);
        List<Contact> nodes = new ArrayList<>();
        for (Family family : Family.values()) {
            ByteString named = input.bytes(family.nodesKey()).orElse(ByteString.EMPTY);
            CompactAddress.read(named, family).stream().limit(NODES_MAX).forEach(nodes::add);
        }
        return sender.map(id -> new Response(
                id,
                nodes,
                input.bytes("token").filter(token -> token.length() <= TOKEN_BYTES_MAX),
                peers(input),
                item(input),
                scrape(input),
                samples(input)));
    }

    private static List<InetSocketAddress> peers(BencodeDictionary input) {
        return input.list("values").map(BencodeList::values).orElse(List.of()).stream()
                .filter(ByteString.class::isInstance)
                .map(ByteString.class::cast)
                .flatMap(bytes -> CompactAddress.read(bytes).stream())
                .toList();
    }

    private static Optional<ItemFields> item(BencodeDictionary input) {
        Optional<BencodeValue> value = input.value("v");
        if (value.isEmpty() && input.integer("seq").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ItemFields(
                value,
                input.bytes("k", Ed25519Key.BYTES).map(Ed25519Key::new),
                input.integer("seq"),
                input.bytes("sig", MutableItem.SIGNATURE_BYTES)));
    }

    private static Optional<Scrape> scrape(BencodeDictionary input) {
        return input.bytes("BFsd")
                .flatMap(PeerFilter::parse)
                .flatMap(seeds -> input.bytes("BFpe")
                        .flatMap(PeerFilter::parse)
                        .map(downloaders -> new Scrape(seeds, downloaders)));
    }

    private static Optional<Samples> samples(BencodeDictionary input) {
        return input.bytes("samples")
                .filter(bytes -> bytes.length() % Id.BYTES == 0)
                .map(bytes -> {
                    List<Id> hashes = new ArrayList<>();
                    int end = Math.min(bytes.length(), SAMPLES_MAX * Id.BYTES);
                    for (int at = 0; at < end; at += Id.BYTES) {
                        hashes.add(Id.of(bytes.slice(at, at + Id.BYTES).bytes()));
                    }
                    return new Samples(
                            input.integer("interval").orElse(0),
                            input.integer("num").orElse(0),
                            hashes);
                });
    }
}
