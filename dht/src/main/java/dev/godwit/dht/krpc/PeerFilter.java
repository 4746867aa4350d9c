package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Id;
import java.net.InetAddress;
import java.util.BitSet;
import java.util.Optional;

/** A Bloom filter of peers' addresses: 2,048 bits, two of them set for each address. BEP 33. Belongs to one thread. */
public final class PeerFilter {
    /** Length on the wire. */
    public static final int BYTES = 256;

    private static final int BITS = 8 * BYTES;
    private static final int HASHES = 2;

    private final BitSet bits;

    private PeerFilter(BitSet bits) {
        this.bits = bits;
    }

    /** A filter that holds nobody. */
    public static PeerFilter empty() {
        return new PeerFilter(new BitSet(BITS));
    }

    /** The filter that these bytes are. */
    public static Optional<PeerFilter> parse(ByteString bytes) {
        return bytes.length() == BYTES ? Optional.of(new PeerFilter(BitSet.valueOf(bytes.bytes()))) : Optional.empty();
    }

    /** Adds an address; its port does not count. */
    public void add(InetAddress address) {
        byte[] hash = Id.sha1(address.getAddress()).bytes();
        for (int i = 0; i < HASHES; i++) {
            int index = (hash[2 * i] & 0xff) | (hash[2 * i + 1] & 0xff) << 8;
            bits.set(index % BITS);
        }
    }

    /** About how many addresses were added; with all bits set there is no telling, and it says the most it can. */
    public double estimate() {
        double clear = Math.clamp(BITS - bits.cardinality(), 1, BITS - 1);
        return bits.isEmpty() ? 0 : Math.log(clear / BITS) / (HASHES * Math.log(1 - 1.0 / BITS));
    }

    /** The bytes on the wire. */
    public ByteString bytes() {
        byte[] padded = new byte[BYTES];
        byte[] used = bits.toByteArray();
        System.arraycopy(used, 0, padded, 0, used.length);
        return ByteString.of(padded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerFilter that && bits.equals(that.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }
}
