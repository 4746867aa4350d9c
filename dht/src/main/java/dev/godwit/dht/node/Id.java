package dev.godwit.dht.node;

import dev.godwit.dht.bencode.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A point of the 160-bit key space: a node's id, an info-hash, the target of an item. Distance is XOR read as an unsigned
 * number. BEP 5. The fields are the bits from the most significant down.
 */
public record Id(long high, long middle, int low) implements Comparable<Id> {
    /** Length in bytes. */
    public static final int BYTES = 20;

    /** Length in bits. */
    public static final int BITS = 8 * BYTES;

    private static final double TWO_TO_53 = 0x1p53;

    /** The id that these {@value #BYTES} bytes are; empty for any other length. */
    public static Optional<Id> parse(ByteString bytes) {
        return bytes.length() == BYTES ? Optional.of(of(bytes.bytes())) : Optional.empty();
    }

    /** The id that these {@value #BYTES} bytes are. */
    public static Id of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an id has " + BYTES + " bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Id(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /** The SHA-1 of {@code content}: how BEP 44 and BitTorrent make ids of content. */
    public static Id sha1(byte[] content) {
        try {
            return of(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }

    /** An id drawn evenly from the key space. */
    public static Id random(RandomGenerator random) {
        return new Id(random.nextLong(), random.nextLong(), random.nextInt());
    }

    /** A random id that shares exactly {@code prefixBits} leading bits with this one: a point of that bucket. */
    public Id randomAt(int prefixBits, RandomGenerator random) {
        byte[] bytes = bytes();
        byte[] noise = random(random).bytes();
        for (int bit = prefixBits; bit < BITS; bit++) {
            int mask = 0x80 >>> bit % 8;
            boolean flip = bit == prefixBits || (noise[bit / 8] & mask) != 0;
            if (flip) {
                bytes[bit / 8] = (byte) (bytes[bit / 8] ^ mask);
            }
        }
        return of(bytes);
    }

    /** The distance to {@code other}. */
    public Id xor(Id other) {
        return new Id(high ^ other.high, middle ^ other.middle, low ^ other.low);
    }

    /** How many leading bits are those of {@code other}. */
    public int commonPrefixBits(Id other) {
        Id distance = xor(other);
        if (distance.high != 0) {
            return Long.numberOfLeadingZeros(distance.high);
        }
        if (distance.middle != 0) {
            return Long.SIZE + Long.numberOfLeadingZeros(distance.middle);
        }
        return 2 * Long.SIZE + Integer.numberOfLeadingZeros(distance.low);
    }

    /** The distance to {@code other} as a share of the key space, in [0, 1); exact to 53 bits. */
    public double distanceShare(Id other) {
        return ((high ^ other.high) >>> 11) / TWO_TO_53;
    }

    /** Orders ids by their distance to this one, the closest first. */
    public Comparator<Id> closestFirst() {
        return (first, second) -> xor(first).compareTo(xor(second));
    }

    /** As unsigned numbers. */
    @Override
    public int compareTo(Id that) {
        int order = Long.compareUnsigned(high, that.high);
        if (order == 0) {
            order = Long.compareUnsigned(middle, that.middle);
        }
        return order == 0 ? Integer.compareUnsigned(low, that.low) : order;
    }

    /** The {@value #BYTES} bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(high)
                .putLong(middle)
                .putInt(low)
                .array();
    }

    /** The bytes as a bencoded string. */
    public ByteString byteString() {
        return ByteString.of(bytes());
    }

    @Override
    public String toString() {
        return byteString().toString();
    }
}
