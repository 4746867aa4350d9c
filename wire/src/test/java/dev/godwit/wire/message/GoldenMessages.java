package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.testing.VectorFile;
import dev.godwit.wire.testing.VectorFile.Section;
import dev.godwit.wire.ticket.Capability;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The messages of {@code vectors/messages.txt} as objects, under the heads they have there. */
final class GoldenMessages {
    private static final HexFormat HEX = HexFormat.of();
    private static final long LENGTH = 1_000_000;
    private static final long UNIX_SECONDS = 1_767_225_600;
    private static final ContentId CONTENT_ID =
            new ContentId(LENGTH, Hash.parse("087eb12bfde82755d8b499c6b78ff8b711bb8eebe1e8d285e8667713c32b81d0"));
    private static final SessionToken TOKEN = SessionToken.of(HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));
    private static final Capability CAPABILITY = Capability.of(HEX.parseHex("000102030405060708090a0b0c0d0e0f"));

    private static final Map<String, Message> MESSAGES = Map.ofEntries(
            Map.entry("HELLO godwit", new Message.Hello(1, 1, 0, "godwit/0.1.0")),
            Map.entry("HELLO newer-peer", new Message.Hello(1, 65_535, Long.MIN_VALUE, "")),
            Map.entry("OPEN share", new Message.Open(CAPABILITY.shareId(), CAPABILITY)),
            Map.entry("ATTACH stream", new Message.Attach(TOKEN)),
            Map.entry("OPENED share", new Message.Opened(TOKEN)),
            Map.entry("ENTRY_OFFERED file", new Message.EntryOffered(file())),
            Map.entry("ENTRY_OFFERED deep-sparse", new Message.EntryOffered(deepSparse())),
            Map.entry("ENTRY_OFFERED stream", new Message.EntryOffered(stream())),
            Map.entry("ENTRY_OFFERED empty", new Message.EntryOffered(empty())),
            Map.entry("ENTRIES_END one", new Message.EntriesEnd(1)),
            Map.entry("GET first", new Message.Get(0, 0, 1)),
            Map.entry("GET last", new Message.Get(0, (1 << 24) - 1024, 1024)),
            Map.entry(
                    "BLOCKS two-blocks",
                    new Message.Blocks(
                            0,
                            16,
                            32_768,
                            HEX.parseHex("f3336bea752b5a28743033dd2c844a4a63fba08871aaee2586a2bf2d69be83a2"
                                    + "4fe7b59af6de3b665b67788cc2f99892ab827efae3a467342b3bb4e3bc8e5bfe"))),
            Map.entry(
                    "BLOCKS one-byte",
                    new Message.Blocks(
                            0, 3, 1, HEX.parseHex("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"))),
            Map.entry("STREAM_END end", new Message.StreamEnd(0, LENGTH)),
            Map.entry("HAVE half", new Message.Have(0, 2, 524_288)),
            Map.entry("ROOT_REQUEST root", new Message.RootRequest(0)),
            Map.entry("ROOT file", new Message.Root(0, CONTENT_ID)),
            Map.entry("ROOT empty", new Message.Root(0, ContentId.EMPTY)),
            Map.entry(
                    "COMPLETE receipt",
                    new Message.Complete(CONTENT_ID, UNIX_SECONDS, HEX.parseHex(ReceiptTest.SIGNATURE))),
            Map.entry("COMPLETED thanks", new Message.Completed()),
            Map.entry("PING nonce", new Message.Ping(0x0123_4567_89AB_CDEFL)),
            Map.entry("PONG nonce", new Message.Pong(-1)),
            Map.entry("FAILED changed", new Message.Failed(Fault.of(FaultCode.SOURCE_CHANGED, "holiday.mp4 grew"))),
            Map.entry("FAILED refused", new Message.Failed(Fault.of(FaultCode.REFUSED))));

    private GoldenMessages() {}

    /**
     * One message in its three forms.
     *
     * @param section its fields, in words
     * @param message as an object
     * @param frame as bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Golden(Section section, Message message, byte[] frame) {
        MessageType type() {
            return message.type();
        }

        /** A phase in which it may come. */
        Phase phase() {
            return phases().findFirst().orElseThrow();
        }

        Stream<Phase> phases() {
            return Arrays.stream(Phase.values()).filter(phase -> phase.admits(type()));
        }

        @Override
        public String toString() {
            return section.toString();
        }
    }

    static List<Golden> all() {
        return VectorFile.read("messages.txt").stream()
                .map(section -> new Golden(
                        section,
                        Objects.requireNonNull(MESSAGES.get(section.toString()), section.toString()),
                        HEX.parseHex(section.value("=").replace(" ", ""))))
                .toList();
    }

    static int count() {
        return MESSAGES.size();
    }

    private static Entry file() {
        Instant modified = Instant.ofEpochSecond(UNIX_SECONDS, 123_456_789);
        return new Entry(0, List.of("holiday.mp4"), LENGTH, 0644, modified, LENGTH, new PieceSize(1 << 18));
    }

    private static Entry deepSparse() {
        Instant modified = Instant.ofEpochSecond(-1, 999_999_999);
        List<String> path = List.of("Füße", "日本語", "🐦.img");
        return new Entry(0, path, 1L << 40, 0600, modified, 4096, new PieceSize(1 << 24));
    }

    private static Entry stream() {
        return new Entry(
                0, List.of("stdin"), Entry.UNKNOWN_LENGTH, 0644, Instant.EPOCH, Entry.UNKNOWN_LENGTH, PieceSize.STREAM);
    }

    private static Entry empty() {
        return new Entry(0, List.of("empty"), 0, 0, Instant.ofEpochSecond(UNIX_SECONDS), 0, new PieceSize(1 << 18));
    }
}
