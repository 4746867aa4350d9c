package dev.godwit.dht.node;

import java.net.InetAddress;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/**
 * Ids that follow from the address of their node, so that nobody can choose a place in the key space: the first 21 bits are
 * a checksum of the masked address and three bits of chance, which stand in the last byte. BEP 42.
 */
public final class SecureId {
    /** BEP 42, the masks of IPv4 and of the upper half of IPv6. */
    private static final byte[] IPV4_MASK = {0x03, 0x0f, 0x3f, (byte) 0xff};

    private static final byte[] IPV6_MASK = {0x01, 0x03, 0x07, 0x0f, 0x1f, 0x3f, 0x7f, (byte) 0xff};

    private static final int CHANCE_MASK = 0x07;
    private static final int CHANCE_SHIFT = 5;
    private static final int CHECKED_BITS = 21;

    private SecureId() {}

    /** A new id for a node at {@code address}. */
    public static Id generate(InetAddress address, RandomGenerator random) {
        return generate(address, random.nextInt() & 0xff, Id.random(random));
    }

    /** The id for {@code address} whose last byte is {@code chance} and whose free bits are those of {@code filler}. */
    static Id generate(InetAddress address, int chance, Id filler) {
        byte[] bytes = filler.bytes();
        int checksum = checksum(address, chance);
        bytes[0] = (byte) (checksum >>> 24);
        bytes[1] = (byte) (checksum >>> 16);
        bytes[2] = (byte) ((checksum >>> 8 & 0xf8) | (bytes[2] & CHANCE_MASK));
        bytes[Id.BYTES - 1] = (byte) chance;
        return Id.of(bytes);
    }

    /** Whether a node at {@code address} may have {@code id}. Addresses of local networks are exempt. BEP 42. */
    public static boolean matches(Id id, InetAddress address) {
        if (AddressRules.isLocal(address)) {
            return true;
        }
        int expected = checksum(address, id.low() & 0xff);
        int actual = (int) (id.high() >>> Integer.SIZE);
        return (expected ^ actual) >>> (Integer.SIZE - CHECKED_BITS) == 0;
    }

    private static int checksum(InetAddress address, int chance) {
        byte[] bytes = address.getAddress();
        byte[] mask = bytes.length == IPV4_MASK.length ? IPV4_MASK : IPV6_MASK;
        byte[] masked = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            masked[i] = (byte) (bytes[i] & mask[i]);
        }
        masked[0] = (byte) (masked[0] | (chance & CHANCE_MASK) << CHANCE_SHIFT);
        CRC32C checksum = new CRC32C();
        checksum.update(masked);
        return (int) checksum.getValue();
    }
}
