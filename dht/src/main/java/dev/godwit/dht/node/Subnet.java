package dev.godwit.dht.node;

import dev.godwit.dht.bencode.ByteString;
import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses, named by its leading bytes. */
public record Subnet(ByteString prefix) {
    /** The /24 or /64 of {@code address}: likely one operator. */
    public static Subnet ofOperator(InetAddress address) {
        return leading(address, Family.of(address).operatorPrefixBytes());
    }

    /** The /16 or /32 of {@code address}: likely one provider. */
    public static Subnet ofProvider(InetAddress address) {
        return leading(address, Family.of(address).providerPrefixBytes());
    }

    private static Subnet leading(InetAddress address, int lengthBytes) {
        return new Subnet(ByteString.of(Arrays.copyOf(address.getAddress(), lengthBytes)));
    }
}
