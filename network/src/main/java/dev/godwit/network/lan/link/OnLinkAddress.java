package dev.godwit.network.lan.link;

import dev.godwit.wire.link.Addresses;
import java.net.InetAddress;

/**
 * An address of this machine and how much of it names the subnet.
 *
 * @param prefixBits 0 to 32 or 128
 */
public record OnLinkAddress(InetAddress ip, int prefixBits) {

    /** Whether another address is in the same subnet. */
    public boolean covers(InetAddress other) {
        byte[] mine = ip.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int bits = Math.clamp(prefixBits, 0, mine.length * Byte.SIZE);
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >>> (i % Byte.SIZE);
            if (((mine[i / Byte.SIZE] ^ theirs[i / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The address without a scope, and the length of its prefix: {@code fe80::1/64}. */
    @Override
    public String toString() {
        return Addresses.host(ip) + "/" + prefixBits;
    }
}
