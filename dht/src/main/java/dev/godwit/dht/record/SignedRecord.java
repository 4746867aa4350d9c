package dev.godwit.dht.record;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.item.Signer;
import java.util.List;

/**
 * What the holder of a key publishes about itself: some texts, in the form of pkarr. The record is the value of a mutable
 * item without salt, whose number is the time of signing in microseconds.
 *
 * @param key whose record it is
 * @param sequence its number: see {@link SequenceClock}
 * @param entries what it says
 */
public record SignedRecord(Ed25519Key key, long sequence, List<TextEntry> entries) {
    /** Longer packets are not published: libtorrent refuses more than 996 bytes, and a reply has to fit in a packet. */
    public static final int PACKET_BYTES_MAX = 900;

    /** A record. */
    public SignedRecord {
        entries = List.copyOf(entries);
    }

    /**
     * Signs a record.
     *
     * @throws IllegalArgumentException when the packet would have more than {@value #PACKET_BYTES_MAX} bytes
     */
    public static MutableItem sign(Signer signer, long sequence, List<TextEntry> entries) {
        byte[] packet = DnsWriter.write(ZBase32.encode(signer.publicKey()), entries);
        if (packet.length > PACKET_BYTES_MAX) {
            throw new IllegalArgumentException("a packet of " + packet.length + " bytes");
        }
        return MutableItem.sign(signer, ByteString.EMPTY, sequence, ByteString.of(packet));
    }

    /** The record that a verified item holds. Records of others that are longer than ours are read, too. */
    public static SignedRecord parse(MutableItem item) throws RecordException {
        if (!item.salt().isEmpty()) {
            throw new RecordException("an item with salt");
        }
        if (item.value() instanceof ByteString packet) {
            List<TextEntry> entries = DnsReader.read(packet.bytes(), ZBase32.encode(item.key()));
            return new SignedRecord(item.key(), item.sequence(), entries);
        }
        throw new RecordException("a value that is no string");
    }
}
