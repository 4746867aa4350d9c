package dev.godwit.dht.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dht.bencode.BencodeInteger;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.item.KeyPairSigner;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.item.Signer;
import dev.godwit.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Records in the form of pkarr, and what is none. */
class SignedRecordTest {
    private final SplittableRandom random = Seed.announce("SignedRecordTest").random();
    private final Signer signer = KeyPairSigner.generate();
    private final String origin = ZBase32.encode(signer.publicKey());

    @Test
    void whatIsSignedIsRead() throws RecordException {
        List<TextEntry> entries = List.of(
                new TextEntry("_godwit", "relay=relay.example:443", 300),
                new TextEntry("_godwit", "addr=192.0.2.1:7000", 300),
                new TextEntry("", "", 0),
                new TextEntry("deep.er", "x".repeat(600), 0xffff_ffffL));
        MutableItem item = SignedRecord.sign(signer, 5, entries);
        assertThat(new ItemVerifier().isValid(item)).isTrue();
        assertThat(SignedRecord.parse(item)).isEqualTo(new SignedRecord(signer.publicKey(), 5, entries));
    }

    /** RFC 1035 §4.1, byte by byte: the name of a second record points to the first. */
    @Test
    void bytesAreThoseOfADnsResponse() {
        MutableItem item =
                SignedRecord.sign(signer, 1, List.of(new TextEntry("_a", "b=c", 30), new TextEntry("_a", "d", 30)));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        hex(expected, "0000 8400 0000 0002 0000 0000");
        hex(expected, "02");
        ascii(expected, "_a");
        hex(expected, "34");
        ascii(expected, origin);
        hex(expected, "00 0010 0001 0000001e 0004 03");
        ascii(expected, "b=c");
        hex(expected, "c00c 0010 0001 0000001e 0002 01");
        ascii(expected, "d");
        assertThat(item.value()).isEqualTo(ByteString.of(expected.toByteArray()));
    }

    @Test
    void recordsOfOtherNamesAndTypesAreSkipped() throws RecordException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        hex(packet, "1234 8000 0000 0003 0000 0000");
        hex(packet, "01");
        ascii(packet, "x");
        hex(packet, "00 0010 0001 00000000 0002 01");
        ascii(packet, "?");
        hex(packet, "34");
        ascii(packet, origin);
        hex(packet, "00 0001 0001 00000000 0004 7f000001");
        hex(packet, "c000 0010 0001 00000007 0003 02");
        ascii(packet, "ok");
        int name = packet.toString(StandardCharsets.ISO_8859_1).indexOf("4" + origin);
        byte[] bytes = packet.toByteArray();
        int pointer = packet.toString(StandardCharsets.ISO_8859_1).indexOf('\u00c0', name);
        bytes[pointer + 1] = (byte) name;
        assertThat(DnsReader.read(bytes, origin)).containsExactly(new TextEntry("", "ok", 7));
    }

    @Test
    void h4PointersThatLeadForwardOrInCirclesAreRefused() {
        for (String pointer : List.of("c00c", "c00d", "c0ff", "ffff", "c00e")) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            hex(packet, "0000 8000 0000 0001 0000 0000 " + pointer + " 0010 0001 00000000 0000");
            assertThatThrownBy(() -> DnsReader.read(packet.toByteArray(), origin))
                    .as(pointer)
                    .isInstanceOf(RecordException.class);
        }
    }

    @Test
    void h4CountsAndLengthsBeyondThePacketAreRefused() {
        for (String rest : List.of(
                "0000 8000 0000 ffff 0000 0000",
                "0000 8000 0000 0001 0000 0000",
                "0000 0000 0000 0000 0000 0000",
                "0000 8000 0001 0000 0000 0000",
                "0000 8000 0000 0001 0000 0000 00 0010 0001 00000000 ffff",
                "0000 8000 0000 0001 0000 0000 40",
                "0000 8000 0000 0001 0000 0000 3f 61",
                "0000 80")) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            hex(packet, rest);
            assertThatThrownBy(() -> DnsReader.read(packet.toByteArray(), origin))
                    .as(rest)
                    .isInstanceOf(RecordException.class);
        }
    }

    @Test
    void oversizedRecordsAreNotSigned() {
        List<TextEntry> entries = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            entries.add(new TextEntry("_godwit", "a".repeat(200), 300));
        }
        assertThatThrownBy(() -> SignedRecord.sign(signer, 1, entries)).hasMessageContaining("bytes");
        entries.removeLast();
        assertThat(SignedRecord.sign(signer, 1, entries).valueBytes()).isLessThan(SignedRecord.PACKET_BYTES_MAX);
    }

    @Test
    void itemsThatAreNoRecordsAreRefused() {
        MutableItem number = MutableItem.sign(signer, ByteString.EMPTY, 1, new BencodeInteger(1));
        MutableItem salted = MutableItem.sign(signer, ByteString.of("s"), 1, ByteString.EMPTY);
        assertThatThrownBy(() -> SignedRecord.parse(number)).isInstanceOf(RecordException.class);
        assertThatThrownBy(() -> SignedRecord.parse(salted)).isInstanceOf(RecordException.class);
    }

    @Test
    void keysHaveOneText() {
        assertThat(ZBase32.encode(new Ed25519Key(ByteString.of(new byte[32])))).isEqualTo("y".repeat(52));
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            Ed25519Key key = new Ed25519Key(ByteString.of(bytes));
            String text = ZBase32.encode(key);
            assertThat(text).hasSize(ZBase32.KEY_CHARACTERS);
            assertThat(ZBase32.decode(text)).contains(key);
        }
        assertThat(ZBase32.decode("y".repeat(51) + "b")).isEmpty();
        assertThat(ZBase32.decode("y".repeat(51) + "2")).isEmpty();
        assertThat(ZBase32.decode("y".repeat(51))).isEmpty();
    }

    @Test
    void sequenceNumbersOnlyGrow() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        SequenceClock clock = new SequenceClock(0);
        long first = clock.next(now);
        assertThat(first).isEqualTo(1_767_225_600_000_000L);
        assertThat(clock.next(now)).isEqualTo(first + 1);
        assertThat(clock.next(now.minusSeconds(3600))).isEqualTo(first + 2);
        assertThat(clock.next(now.plusSeconds(1))).isEqualTo(first + 1_000_000);
        SequenceClock afterRestart = new SequenceClock(first + 5);
        assertThat(afterRestart.next(now.minusSeconds(3600))).isEqualTo(first + 6);
        afterRestart.saw(first + 100);
        assertThat(afterRestart.next(now.minusSeconds(3600))).isEqualTo(first + 101);
    }

    private static void hex(ByteArrayOutputStream output, String digits) {
        output.writeBytes(
                ByteString.parseHex(digits.replace(" ", "")).orElseThrow().bytes());
    }

    private static void ascii(ByteArrayOutputStream output, String text) {
        output.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
