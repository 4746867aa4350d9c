package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.BencodeDecoder;
import dev.godwit.dht.bencode.BencodeDictionary;
import dev.godwit.dht.bencode.BencodeException;
import dev.godwit.dht.bencode.BencodeInteger;
import dev.godwit.dht.bencode.BencodeList;
import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Id;
import java.util.List;
import java.util.Optional;

/** Bytes as messages: total, within the limits of {@link BencodeDecoder}. BEP 5. */
public final class MessageReader {
    /** A shorter datagram is no message (libtorrent, {@code dht_tracker.cpp}). */
    private static final int DATAGRAM_BYTES_MIN = 20;

    private MessageReader() {}

    /** The message that {@code datagram} is. */
    public static Message read(byte[] datagram) throws KrpcException {
        BencodeDictionary input = dictionary(datagram);
        ByteString transaction = input.bytes("t")
                .filter(bytes -> bytes.length() <= Message.TRANSACTION_BYTES_MAX)
                .orElseThrow(() -> KrpcException.noise("no transaction"));
        return switch (input.bytes("y").map(ByteString::text).orElse("")) {
            case "q" -> query(transaction, input);
            case "r" -> reply(transaction, input);
            case "e" -> failure(transaction, input);
            default -> throw KrpcException.noise("no kind");
        };
    }

    private static BencodeDictionary dictionary(byte[] datagram) throws KrpcException {
        if (datagram.length < DATAGRAM_BYTES_MIN || datagram[0] != 'd') {
            throw KrpcException.noise("no dictionary");
        }
        try {
            if (BencodeDecoder.decode(datagram) instanceof BencodeDictionary dictionary) {
                return dictionary;
            }
            throw KrpcException.noise("no dictionary");
        } catch (BencodeException e) {
            throw KrpcException.noise(e.toString());
        }
    }

    private static Message.Query query(ByteString transaction, BencodeDictionary input) throws KrpcException {
        BencodeDictionary arguments = input.dictionary("a")
                .orElseThrow(() -> KrpcException.badQuery(transaction, ErrorCode.PROTOCOL, "no arguments"));
        Id sender = arguments
                .bytes("id")
                .flatMap(Id::parse)
                .orElseThrow(() -> KrpcException.badQuery(transaction, ErrorCode.PROTOCOL, "no id"));
        String method = input.bytes("q").map(ByteString::text).orElse("");
        try {
            Request request = RequestCodec.read(method, arguments);
            return new Message.Query(transaction, sender, request, input.flag("ro"));
        } catch (RequestCodec.Malformed e) {
            throw KrpcException.badQuery(transaction, e.code(), method + " cannot be read");
        }
    }

    private static Message.Reply reply(ByteString transaction, BencodeDictionary input) throws KrpcException {
        Response response = input.dictionary("r")
                .flatMap(ResponseCodec::read)
                .orElseThrow(() -> KrpcException.noise("a response that cannot be read"));
        return new Message.Reply(transaction, response, input.bytes("ip").flatMap(CompactAddress::read));
    }

    private static Message.Failure failure(ByteString transaction, BencodeDictionary input) {
        List<BencodeValue> error = input.list("e").map(BencodeList::values).orElse(List.of());
        int code = error.stream()
                .filter(BencodeInteger.class::isInstance)
                .map(BencodeInteger.class::cast)
                .findFirst()
                .map(number -> Math.clamp(number.value(), 0, Integer.MAX_VALUE))
                .orElse(ErrorCode.GENERIC.number());
        Optional<String> text = error.stream()
                .filter(ByteString.class::isInstance)
                .map(ByteString.class::cast)
                .findFirst()
                .map(ByteString::text);
        return new Message.Failure(transaction, code, text.orElse(""));
    }
}
