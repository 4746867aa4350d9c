package dev.godwit.network.lan.service;

import dev.godwit.network.lan.link.Family;
import dev.godwit.wire.link.Addresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address at which a peer may be reached. Link-local IPv6 carries the number of the interface as its scope, so it can
 * be connected to as it is.
 *
 * @param interfaceName the interface it was heard on
 * @param preference of that interface: 0 for real ones, 1 for those of containers and tunnels
 */
public record LanAddress(InetSocketAddress address, String interfaceName, int preference)
        implements Comparable<LanAddress> {

    /** Real interfaces before virtual ones; then IPv4, IPv6, and link-local addresses, which name no subnet, last. */
    @Override
    public int compareTo(LanAddress other) {
        int order = Integer.compare(rank(), other.rank());
        return order != 0 ? order : toString().compareTo(other.toString());
    }

    private int rank() {
        InetAddress ip = address.getAddress();
        int kind = Family.of(ip) == Family.IPV4 ? 0 : 1;
        return preference * 3 + (ip.isLinkLocalAddress() ? 2 : kind);
    }

    /** {@code host:port}, link-local IPv6 with the interface's name: {@code [fe80::1%eth0]:4711}. */
    @Override
    public String toString() {
        InetAddress ip = address.getAddress();
        if (Family.of(ip) == Family.IPV4 || !ip.isLinkLocalAddress()) {
            return Addresses.text(address);
        }
        return "[" + Addresses.host(ip) + "%" + interfaceName + "]:" + address.getPort();
    }
}
