package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.BencodeDictionary;
import dev.godwit.dht.bencode.BencodeList;
import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.Item;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The arguments of queries. */
final class RequestCodec {
    private static final int TOKEN_BYTES_MAX = 64;
    private static final int PORT_MAX = 65_535;

    private RequestCodec() {}

    /** Arguments that a query must not have; the code is the answer. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final ErrorCode code;

        Malformed(ErrorCode code) {
            super(code.text());
            this.code = code;
        }

        ErrorCode code() {
            return code;
        }
    }

    static BencodeDictionary write(Message.Query query) {
        BencodeDictionary.Builder output =
                BencodeDictionary.builder().put("id", query.sender().byteString());
        switch (query.request()) {
            case Request.Ping _ -> {}
            case Request.FindNode find -> writeTarget(output, "target", find.target(), find.want());
            case Request.GetPeers get -> {
                writeTarget(output, "info_hash", get.infoHash(), get.want());
                writeFlag(output, "noseed", get.noSeeds());
                writeFlag(output, "scrape", get.scrape());
            }
            case Request.AnnouncePeer announce -> writeAnnounce(output, announce);
            case Request.Get get -> {
                writeTarget(output, "target", get.target(), get.want());
                get.newerThan().ifPresent(sequence -> output.put("seq", sequence));
            }
            case Request.Put put -> writePut(output, put);
            case Request.SampleInfohashes sample -> writeTarget(output, "target", sample.target(), sample.want());
        }
        return output.build();
    }

    private static void writeTarget(BencodeDictionary.Builder output, String key, Id target, Set<Family> want) {
        output.put(key, target.byteString());
        if (!want.isEmpty()) {
            List<BencodeValue> names = want.stream()
                    .sorted()
                    .<BencodeValue>map(family -> ByteString.of(family.want()))
                    .toList();
            output.put("want", new BencodeList(names));
        }
    }

    private static void writeFlag(BencodeDictionary.Builder output, String key, boolean flag) {
        if (flag) {
            output.put(key, 1);
        }
    }

    private static void writeAnnounce(BencodeDictionary.Builder output, Request.AnnouncePeer announce) {
        output.put("info_hash", announce.infoHash().byteString())
                .put("port", announce.port())
                .put("token", announce.token());
        writeFlag(output, "implied_port", announce.impliedPort());
        writeFlag(output, "seed", announce.seed());
    }

    private static void writePut(BencodeDictionary.Builder output, Request.Put put) {
        output.put("token", put.token()).put("v", put.item().value());
        put.expected().ifPresent(sequence -> output.put("cas", sequence));
        if (put.item() instanceof MutableItem item) {
            output.put("k", item.key().bytes()).put("seq", item.sequence()).put("sig", item.signature());
            if (!item.salt().isEmpty()) {
                output.put("salt", item.salt());
            }
        }
    }

    static Request read(String method, BencodeDictionary arguments) throws Malformed {
        Set<Family> want = want(arguments);
        return switch (method) {
            case "ping" -> new Request.Ping();
            case "find_node" -> new Request.FindNode(id(arguments, "target"), want);
            case "get_peers" ->
                new Request.GetPeers(
                        id(arguments, "info_hash"), want, arguments.flag("noseed"), arguments.flag("scrape"));
            case "announce_peer" -> readAnnounce(arguments);
            case "get" -> new Request.Get(id(arguments, "target"), arguments.integer("seq"), want);
            case "put" -> readPut(arguments);
            case "sample_infohashes" -> new Request.SampleInfohashes(id(arguments, "target"), want);
            default -> readUnknown(arguments, want);
        };
    }

    /** A query of the future that names a target gets the way there, as libtorrent answers it. */
    private static Request readUnknown(BencodeDictionary arguments, Set<Family> want) throws Malformed {
        Optional<Id> target =
                arguments.bytes("target").or(() -> arguments.bytes("info_hash")).flatMap(Id::parse);
        return new Request.FindNode(target.orElseThrow(() -> new Malformed(ErrorCode.METHOD_UNKNOWN)), want);
    }

    private static Request readAnnounce(BencodeDictionary arguments) throws Malformed {
        boolean impliedPort = arguments.flag("implied_port");
        long port = arguments.integer("port").orElse(0);
        boolean usable = port >= 1 && port <= PORT_MAX;
        if (!impliedPort && !usable) {
            throw new Malformed(ErrorCode.PROTOCOL);
        }
        return new Request.AnnouncePeer(
                id(arguments, "info_hash"),
                usable ? (int) port : 0,
                impliedPort,
                token(arguments),
                arguments.flag("seed"));
    }

    private static Request readPut(BencodeDictionary arguments) throws Malformed {
        BencodeValue value = arguments.value("v").orElseThrow(() -> new Malformed(ErrorCode.PROTOCOL));
        Item item = arguments.value("k").isPresent() ? readMutable(arguments, value) : new ImmutableItem(value);
        if (item.valueBytes() > Item.VALUE_BYTES_MAX) {
            throw new Malformed(ErrorCode.VALUE_TOO_BIG);
        }
        return new Request.Put(item, token(arguments), arguments.integer("cas"));
    }

    private static MutableItem readMutable(BencodeDictionary arguments, BencodeValue value) throws Malformed {
        ByteString salt = arguments.bytes("salt").orElse(ByteString.EMPTY);
        if (salt.length() > MutableItem.SALT_BYTES_MAX) {
            throw new Malformed(ErrorCode.SALT_TOO_BIG);
        }
        Optional<ByteString> key = arguments.bytes("k", Ed25519Key.BYTES);
        Optional<ByteString> signature = arguments.bytes("sig", MutableItem.SIGNATURE_BYTES);
        OptionalLong sequence = arguments.integer("seq");
        if (key.isEmpty() || signature.isEmpty() || sequence.isEmpty() || sequence.getAsLong() < 0) {
            throw new Malformed(ErrorCode.PROTOCOL);
        }
        return new MutableItem(new Ed25519Key(key.get()), salt, sequence.getAsLong(), value, signature.get());
    }

    private static Id id(BencodeDictionary arguments, String key) throws Malformed {
        return arguments.bytes(key).flatMap(Id::parse).orElseThrow(() -> new Malformed(ErrorCode.PROTOCOL));
    }

    private static ByteString token(BencodeDictionary arguments) throws Malformed {
        return arguments
                .bytes("token")
                .filter(token -> token.length() <= TOKEN_BYTES_MAX)
                .orElseThrow(() -> new Malformed(ErrorCode.PROTOCOL));
    }

    private static Set<Family> want(BencodeDictionary arguments) {
        Set<Family> want = EnumSet.noneOf(Family.class);
        for (BencodeValue name : arguments.list("want").map(BencodeList::values).orElse(List.of())) {
            if (name instanceof ByteString text) {
                Family.ofWant(text.text()).ifPresent(want::add);
            }
        }
        return want;
    }
}
