package dev.godwit.network.lan;

import dev.godwit.network.lan.dns.DnsMessage;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.link.LinkSockets;
import dev.godwit.network.lan.mdns.LinkEndpoint;
import dev.godwit.network.lan.mdns.Outgoing;
import dev.godwit.network.lan.mdns.Outgoing.Port;
import dev.godwit.network.lan.mdns.Sighting;
import dev.godwit.network.lan.mdns.Traffic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Joins a link's sockets and its endpoint: carries datagrams between the two. */
final class LinkDriver implements AutoCloseable {
    /** Datagrams read before other links get their turn. */
    private static final int BATCH = 64;

    private final LinkSockets sockets;
    private final LinkEndpoint endpoint;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(DnsMessage.BYTES_MAX + 1);

    private LinkDriver(LinkSockets sockets, LinkEndpoint endpoint) {
        this.sockets = sockets;
        this.endpoint = endpoint;
    }

    /**
     * Opens the sockets of a link, to be waited for by {@code selector}.
     *
     * @throws IOException when there are none to be had
     */
    static LinkDriver open(Link link, Selector selector, RandomGenerator random, Traffic traffic, long nowMillis)
            throws IOException {
        LinkSockets sockets = LinkSockets.open(link);
        LinkEndpoint endpoint = new LinkEndpoint(link, sockets.hasPort(), random, traffic, nowMillis);
        LinkDriver driver = new LinkDriver(sockets, endpoint);
        sockets.own().register(selector, SelectionKey.OP_READ, driver);
        if (sockets.shared().isPresent()) {
            sockets.shared().get().register(selector, SelectionKey.OP_READ, driver);
        }
        return driver;
    }

    LinkEndpoint endpoint() {
        return endpoint;
    }

    /** Reads what waits at one of the sockets. */
    List<Sighting> receive(DatagramChannel channel, long nowMillis) {
        Port at = channel.equals(sockets.own()) ? Port.OWN : Port.SHARED;
        List<Sighting> sightings = new ArrayList<>();
        try {
            for (int i = 0; i < BATCH; i++) {
                SocketAddress source = channel.receive(buffer.clear());
                if (!(source instanceof InetSocketAddress from)) {
                    break;
                }
                sightings.addAll(endpoint.receive(buffer.flip(), from, at, nowMillis));
            }
        } catch (IOException e) {
            // An interface that goes away says so here first; the next scan will close the link.
        }
        return sightings;
    }

    /** Sends what is due, and returns what has gone. */
    List<Sighting> send(long nowMillis) {
        List<Outgoing> outgoing = new ArrayList<>();
        List<Sighting> gone = endpoint.poll(nowMillis, outgoing);
        for (Outgoing datagram : outgoing) {
            send(datagram);
        }
        return gone;
    }

    private void send(Outgoing datagram) {
        DatagramChannel shared = sockets.shared().orElse(sockets.own());
        DatagramChannel from = datagram.port() == Port.OWN ? sockets.own() : shared;
        try {
            if (datagram.to() == null) {
                sockets.multicast(from, datagram.datagram());
            } else {
                from.send(datagram.datagram(), datagram.to());
            }
        } catch (IOException e) {
            // Lost, as any datagram may be: questions are asked again.
        }
    }

    @Override
    public void close() {
        sockets.close();
    }
}
