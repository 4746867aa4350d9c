package dev.godwit.wire.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as people write them. */
public final class Addresses {

    private Addresses() {}

    /** {@code host:port}, with IPv6 in brackets (RFC 3986 §3.2.2) and no name looked up. */
    public static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            return address.getHostString() + ":" + address.getPort();
        }
        String host = ip instanceof Inet6Address ? "[" + ip.getHostAddress() + "]" : ip.getHostAddress();
        return host + ":" + address.getPort();
    }
}
