package dev.godwit.dht.node;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** IPv4 or IPv6: two networks that share a protocol. BEP 32. */
public enum Family {
    /** The network of BEP 5. */
    IPV4(4, "n4", "nodes", 3, 2),
    /** The network of BEP 32. */
    IPV6(16, "n6", "nodes6", 8, 4);

    private final int addressBytes;
    private final String want;
    private final String nodesKey;
    private final int operatorPrefixBytes;
    private final int providerPrefixBytes;

    Family(int addressBytes, String want, String nodesKey, int operatorPrefixBytes, int providerPrefixBytes) {
        this.addressBytes = addressBytes;
        this.want = want;
        this.nodesKey = nodesKey;
        this.operatorPrefixBytes = operatorPrefixBytes;
        this.providerPrefixBytes = providerPrefixBytes;
    }

    /** The family of {@code address}; mapped IPv4 addresses are IPv4, as the JDK reads them. */
    public static Family of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** The family of a socket address, which must be resolved. */
    public static Family of(InetSocketAddress address) {
        return of(address.getAddress());
    }

    /** The family that {@code want} names in a query. BEP 32. */
    public static Optional<Family> ofWant(String want) {
        for (Family family : values()) {
            if (family.want.equals(want)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    /** Length of an address. */
    public int addressBytes() {
        return addressBytes;
    }

    /** Length of compact peer info: the address and a port. BEP 5, BEP 32. */
    public int peerBytes() {
        return addressBytes + Short.BYTES;
    }

    /** Length of compact node info: id, address and port. BEP 5, BEP 32. */
    public int contactBytes() {
        return Id.BYTES + peerBytes();
    }

    /** Its name in the list {@code want}. BEP 32. */
    public String want() {
        return want;
    }

    /** The key of its nodes in a response. BEP 5, BEP 32. */
    public String nodesKey() {
        return nodesKey;
    }

    /** Length of the prefix that one operator is assumed to hold whole: /24 or /64 (libtorrent, mldht). */
    int operatorPrefixBytes() {
        return operatorPrefixBytes;
    }

    /** Length of the prefix within which voters are not independent: /16 or /32. */
    int providerPrefixBytes() {
        return providerPrefixBytes;
    }
}
