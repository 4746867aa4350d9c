package dev.godwit.network.lan.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where multicast travels: one interface, one address family.
 *
 * @param addresses what this machine may name as its own here, of both families
 * @param preference 0 for real interfaces, 1 for virtual ones: the smaller is tried first
 */
public record Link(
        String interfaceName,
        int interfaceIndex,
        Family family,
        List<OnLinkAddress> addresses,
        boolean isLoopback,
        int preference) {

    /** Copies the list. */
    public Link {
        addresses = List.copyOf(addresses);
    }

    /**
     * Whether an address is one of this link: in the subnet of one of ours, or link-local (RFC 6762 §11). Whatever is
     * not, no question is answered to, no answer believed from, and no address taken into a finding.
     */
    public boolean isOnLink(InetAddress ip) {
        if (ip.isMulticastAddress() || ip.isAnyLocalAddress() || ip.isLoopbackAddress() != isLoopback) {
            return false;
        }
        if (ip.isLinkLocalAddress() && !isLoopback) {
            return !(ip instanceof Inet6Address ip6) || isScope(ip6.getScopeId());
        }
        for (OnLinkAddress address : addresses) {
            if (address.covers(ip)) {
                return true;
            }
        }
        return false;
    }

    /** Its addresses of its own family, for a person: without a scope, with the length of the prefix. */
    public List<String> addressTexts() {
        List<String> texts = new ArrayList<>();
        for (OnLinkAddress address : addresses) {
            if (Family.of(address.ip()) == family) {
                texts.add(address.toString());
            }
        }
        return texts;
    }

    private boolean isScope(int scope) {
        return scope == 0 || scope == interfaceIndex;
    }

    /** An address on this link that can be connected to: link-local IPv6 gets this interface as its scope. */
    public InetSocketAddress reach(InetAddress ip, int port) {
        if (!(ip instanceof Inet6Address) || !ip.isLinkLocalAddress()) {
            return new InetSocketAddress(ip, port);
        }
        try {
            return new InetSocketAddress(Inet6Address.getByAddress(null, ip.getAddress(), interfaceIndex), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are an address", e);
        }
    }
}
