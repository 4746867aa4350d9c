package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.BencodeDictionary;
import dev.godwit.dht.bencode.BencodeEncoder;
import dev.godwit.dht.bencode.BencodeInteger;
import dev.godwit.dht.bencode.BencodeList;
import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import java.util.List;

/** Messages as bytes. BEP 5. The optional {@code v} is left out: it tells strangers which program to attack. */
public final class MessageWriter {
    /**
     * Length of a padded query: one and a half times this holds eight nodes of IPv6, a token and an address, so that nodes
     * that send no more than this to strangers can name all they have.
     */
    public static final int PADDED_QUERY_BYTES = 288;

    /** Whoever does not know this argument skips it, as BEP 5 has it. */
    private static final String PADDING_KEY = "pad";

    /** What an empty padding takes: its key, and a length of three digits with a colon. */
    private static final int PADDING_FRAME_BYTES = 9;

    private MessageWriter() {}

    /** The datagram that {@code query} is, long enough for the answer that it asks for. */
    public static byte[] writePadded(Message.Query query) {
        int missing = PADDED_QUERY_BYTES - PADDING_FRAME_BYTES - write(query).length;
        if (missing <= 0) {
            return write(query);
        }
        BencodeDictionary arguments = RequestCodec.write(query).with(PADDING_KEY, ByteString.of(new byte[missing]));
        return BencodeEncoder.encode(message(query, arguments).build());
    }

    /** The datagram that {@code message} is. */
    public static byte[] write(Message message) {
        BencodeDictionary.Builder output = switch (message) {
            case Message.Query query -> message(query, RequestCodec.write(query));
            case Message.Reply reply -> message(reply);
            case Message.Failure failure -> start(failure, "e").put("e", error(failure));
        };
        return BencodeEncoder.encode(output.build());
    }

    private static BencodeDictionary.Builder message(Message.Query query, BencodeDictionary arguments) {
        BencodeDictionary.Builder output =
                start(query, "q").put("q", query.request().method()).put("a", arguments);
        return query.readOnly() ? output.put("ro", 1) : output;
    }

    private static BencodeDictionary.Builder message(Message.Reply reply) {
        BencodeDictionary.Builder output = start(reply, "r").put("r", ResponseCodec.write(reply.response()));
        return reply.observed()
                .map(address -> output.put("ip", CompactAddress.write(address)))
                .orElse(output);
    }

    private static BencodeDictionary.Builder start(Message message, String kind) {
        return BencodeDictionary.builder().put("t", message.transaction()).put("y", kind);
    }

    private static BencodeValue error(Message.Failure failure) {
        return new BencodeList(List.of(new BencodeInteger(failure.code()), ByteString.of(failure.text())));
    }
}
