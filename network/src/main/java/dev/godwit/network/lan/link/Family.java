package dev.godwit.network.lan.link;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;

/** An address family and its group of multicast DNS (RFC 6762 §3). */
public enum Family {
    IPV4(StandardProtocolFamily.INET, new byte[] {(byte) 224, 0, 0, (byte) 251}),
    IPV6(StandardProtocolFamily.INET6, new byte[] {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xfb});

    private final StandardProtocolFamily protocol;
    private final InetAddress group;

    Family(StandardProtocolFamily protocol, byte[] group) {
        this.protocol = protocol;
        try {
            this.group = InetAddress.getByAddress(group);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are an address", e);
        }
    }

    /** The family of an address. */
    public static Family of(InetAddress ip) {
        return ip instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** The group, without a scope. */
    public InetAddress group() {
        return group;
    }

    StandardProtocolFamily protocol() {
        return protocol;
    }
}
