package dev.godwit.network.lan.mdns;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A datagram to send.
 *
 * @param port the socket to send it from
 * @param to where to; null for the group
 */
public record Outgoing(
        ByteBuffer datagram, Port port, @Nullable InetSocketAddress to) {

    /** The two sockets of a link. */
    public enum Port {
        /** Port 5353, shared with others. */
        SHARED,
        /** A port of our own, to which answers come by unicast. */
        OWN
    }

    static Outgoing multicast(byte[] datagram) {
        return new Outgoing(ByteBuffer.wrap(datagram), Port.SHARED, null);
    }

    static Outgoing unicast(byte[] datagram, InetSocketAddress to) {
        return new Outgoing(ByteBuffer.wrap(datagram), Port.SHARED, to);
    }

    static Outgoing oneShot(byte[] datagram) {
        return new Outgoing(ByteBuffer.wrap(datagram), Port.OWN, null);
    }
}
