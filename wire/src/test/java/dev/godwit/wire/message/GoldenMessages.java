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
    private static final int LAST_ENTRY = (1 << 24) - 1;
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    private static final String A_BLOCK = "f3336bea752b5a28743033dd2c844a4a63fba08871aaee2586a2bf2d69be83a2";
    private static final String ZERO_BLOCK = "4fe7b59af6de3b665b67788cc2f99892ab827efae3a467342b3bb4e3bc8e5bfe";
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
            Map.entry("ENTRIES file", new Message.Entries(0, List.of(file()))),
            Map.entry("ENTRIES tree", new Message.Entries(4095, tree())),
            Map.entry("ENTRIES stream", new Message.Entries(0, List.of(stream()))),
            Map.entry("ENTRIES last", new Message.Entries(LAST_ENTRY, List.of(last()))),
            Map.entry("ENTRIES_END tree", new Message.EntriesEnd(1 << 24, 1L << 60)),
            Map.entry("ENTRIES_END stream", new Message.EntriesEnd(1, -1)),
            Map.entry("GET first", new Message.Get(0, 0, 1)),
            Map.entry("GET last", new Message.Get(LAST_ENTRY, (1 << 24) - 1024, 1024)),
            Map.entry("BLOCKS two-blocks", blocks(16, 32_768, Encoding.PLAIN, 16_384, A_BLOCK + ZERO_BLOCK)),
            Map.entry("BLOCKS one-byte", blocks(3, 1, Encoding.PLAIN, 1, A)),
            Map.entry("BLOCKS hole", blocks(1L << 34, 16_384, Encoding.PLAIN, 0, ZERO_BLOCK)),
            Map.entry("BLOCKS packed", blocks(0, 49_152, Encoding.ZSTD, 23, A_BLOCK + ZERO_BLOCK + A_BLOCK)),
            Map.entry("STREAM_END end", new Message.StreamEnd(0, LENGTH)),
            Map.entry("HAVE half", new Message.Have(0, 2, 524_288, 0)),
            Map.entry("HAVE all", new Message.Have(LAST_ENTRY, 1 << 24, 1L << 60, 1 << 24)),
            Map.entry("ROOT_REQUEST root", new Message.RootRequest(65_536)),
            Map.entry("ROOT file", new Message.Root(65_536, CONTENT_ID)),
            Map.entry("ROOT empty", new Message.Root(0, ContentId.EMPTY)),
            Map.entry("COMPLETE whole", complete(true, ReceiptTest.SIGNATURE)),
            Map.entry("COMPLETE part", complete(false, ReceiptTest.SIGNATURE_OF_PART)),
            Map.entry("COMPLETED thanks", new Message.Completed(1_000_000_001, 0, Long.MAX_VALUE)),
            Map.entry("PING nonce", new Message.Ping(0x0123_4567_89AB_CDEFL)),
            Map.entry("PONG nonce", new Message.Pong(-1)),
            Map.entry("FAILED changed", new Message.Failed(Fault.of(FaultCode.SOURCE_CHANGED, "holiday.mp4 grew"))),
            Map.entry("FAILED refused", new Message.Failed(Fault.of(FaultCode.REFUSED))),
            Map.entry("LISTING running", new Message.Listing(8192, 1L << 40, false)),
            Map.entry("LISTING complete", new Message.Listing(1, -1, true)),
            Map.entry("LIST more", new Message.ListMore(8192)),
            Map.entry(
                    "ENTRY_FAILED unreadable",
                    new Message.EntryFailed(3, Fault.of(FaultCode.SOURCE_UNREADABLE, "a/b.txt"))),
            Map.entry("CODE_OPEN slot", new Message.CodeOpen(482_193, pattern(32, 1), pattern(324, 2))),
            Map.entry("CODE_ANSWER answer", new Message.CodeAnswer(pattern(32, 3), pattern(324, 4), pattern(162, 5))),
            Map.entry("CODE_PROOF proof", new Message.CodeProof(pattern(162, 6), pattern(32, 7))),
            Map.entry("CODE_CONFIRMED tag", new Message.CodeConfirmed(pattern(32, 8))),
            Map.entry("CODE_GRANTED capability", new Message.CodeGranted(CAPABILITY)),
            Map.entry("GET_FILES few", new Message.GetFiles(4096, 2)),
            Map.entry("GET_FILES last", new Message.GetFiles((1 << 24) - 1024, 1024)),
            Map.entry("FILES plain", new Message.Files(files(), Encoding.PLAIN, 4)),
            Map.entry("FILES packed", new Message.Files(packedFiles(), Encoding.ZSTD, 22)),
            Map.entry(
                    "FILES none",
                    new Message.Files(
                            List.of(new SmallFile.Missing(0, Fault.of(FaultCode.SOURCE_UNREADABLE))),
                            Encoding.PLAIN,
                            0)));

    private GoldenMessages() {}

    private static byte[] pattern(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed + i);
        }
        return bytes;
    }

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

        /** A phase in which it may come: from the sender, if it may, since all faults here are a sender's. */
        Phase phase() {
            return phases().reduce((_, later) -> later).orElseThrow();
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

    private static Message blocks(long first, int contentBytes, Encoding encoding, int wireBytes, String hashes) {
        return new Message.Blocks(7, first, contentBytes, encoding, wireBytes, HEX.parseHex(hashes));
    }

    private static Message complete(boolean whole, String signature) {
        return new Message.Complete(whole, CONTENT_ID, UNIX_SECONDS, HEX.parseHex(signature));
    }

    private static List<SmallFile> files() {
        return List.of(
                new SmallFile.Sent(1, 3, Hash.parse(ABC)),
                new SmallFile.Missing(2, Fault.of(FaultCode.SOURCE_CHANGED, "b/日本語 grew")),
                new SmallFile.Sent(9, 0, Hash.ZERO),
                new SmallFile.Sent(10, 1, Hash.parse(A)));
    }

    private static List<SmallFile> packedFiles() {
        return List.of(
                new SmallFile.Sent(LAST_ENTRY - 1, 16_384, Hash.parse(A_BLOCK)),
                new SmallFile.Sent(LAST_ENTRY, 16_384, Hash.parse(A_BLOCK)));
    }

    private static Entry file() {
        Instant modified = Instant.ofEpochSecond(UNIX_SECONDS, 123_456_789);
        return new Entry.File(0, 0, "holiday.mp4", 0644, modified, LENGTH, LENGTH, new PieceSize(1 << 18));
    }

    private static List<Entry> tree() {
        Instant late = Instant.ofEpochSecond((1L << 40) - 1);
        Instant early = Instant.ofEpochSecond(1 - (1L << 40));
        return List.of(
                new Entry.Directory(4095, 2, "Füße", 0755, Instant.ofEpochSecond(-1, 999_999_999)),
                new Entry.File(4096, 3, "日本語.img", 0600, early, 1L << 48, 4096, new PieceSize(1 << 24)),
                new Entry.Link(4097, 3, "🐦", Instant.ofEpochSecond(UNIX_SECONDS, 1), "../../Größe"),
                new Entry.File(4098, 127, "empty", 0, late, 0, 0, new PieceSize(1 << 18)));
    }

    private static Entry stream() {
        return new Entry.File(0, 0, "stdin", 0644, Instant.EPOCH, -1, -1, PieceSize.STREAM);
    }

    private static Entry last() {
        return new Entry.Directory(LAST_ENTRY, 0, "zz", 0777, Instant.EPOCH);
    }
}
