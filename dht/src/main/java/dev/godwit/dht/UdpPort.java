package dev.godwit.dht;

import dev.godwit.dht.bencode.BencodeDecoder;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.rpc.Datagram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * UDP sockets of the JDK, one for each address that it is bound to. On one machine IPv4 and IPv6 can have the same port only
 * through the IPv6 wildcard address, which then serves both.
 */
public final class UdpPort implements DatagramPort {
    /** One byte more than any message, so that longer datagrams show. */
    private static final int BUFFER_BYTES = BencodeDecoder.INPUT_BYTES_MAX + 1;

    /** A burst of replies to a look-up, and queries of others meanwhile. */
    private static final int SOCKET_BUFFER_BYTES = 256 * 1024;

    private final Selector selector;
    private final Map<Family, DatagramChannel> channels = new EnumMap<>(Family.class);
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private UdpPort(Selector selector) {
        this.selector = selector;
    }

    /**
     * Binds a socket to each of {@code addresses}, at most one of each family; port 0 takes any that is free.
     *
     * @throws IOException when an address is in use, or not of this machine, or the machine does not have its family
     */
    public static UdpPort open(List<InetSocketAddress> addresses) throws IOException {
        UdpPort port = new UdpPort(Selector.open());
        try {
            for (InetSocketAddress address : addresses) {
                port.bind(address);
            }
            return port;
        } catch (IOException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    private void bind(InetSocketAddress address) throws IOException {
        Family family = Family.of(address);
        boolean both = family == Family.IPV6 && address.getAddress().isAnyLocalAddress();
        DatagramChannel channel = open(family);
        sockets.add(channel);
        for (Family served : both ? Set.of(Family.values()) : Set.of(family)) {
            if (channels.putIfAbsent(served, channel) != null) {
                throw new IllegalArgumentException("two addresses for " + served);
            }
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        channel.bind(address);
        channel.register(selector, SelectionKey.OP_READ);
    }

    private static DatagramChannel open(Family family) throws IOException {
        try {
            return DatagramChannel.open(
                    family == Family.IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this machine has no " + family, e);
        }
    }

    /** Where the socket for {@code family} is bound; empty when there is none. */
    public Optional<InetSocketAddress> localAddress(Family family) {
        return Optional.ofNullable(channels.get(family)).map(channel -> {
            try {
                return (InetSocketAddress) channel.getLocalAddress();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public Set<Family> families() {
        return Set.copyOf(channels.keySet());
    }

    @Override
    public void send(Datagram datagram) {
        DatagramChannel channel = channels.get(Family.of(datagram.peer()));
        if (channel == null) {
            return;
        }
        try {
            channel.send(ByteBuffer.wrap(datagram.content().bytes()), datagram.peer());
        } catch (IOException e) {
            // No route, no network, a firewall: queries time out like any other, and the next one may get through.
        }
    }

    @Override
    public Optional<Datagram> receive(Duration atMost) throws IOException {
        Optional<Datagram> waiting = poll();
        if (waiting.isPresent()) {
            return waiting;
        }
        if (atMost.isPositive()) {
            selector.select(Math.max(1, atMost.toMillis()));
        } else {
            selector.selectNow();
        }
        if (!selector.isOpen()) {
            throw new ClosedChannelException();
        }
        selector.selectedKeys().clear();
        return poll();
    }

    private Optional<Datagram> poll() throws IOException {
        for (DatagramChannel channel : sockets) {
            buffer.clear();
            if (channel.receive(buffer) instanceof InetSocketAddress source) {
                byte[] content = new byte[buffer.flip().remaining()];
                buffer.get(content);
                return Optional.of(new Datagram(source, ByteString.of(content)));
            }
        }
        return Optional.empty();
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void close() {
        try {
            selector.close();
            for (DatagramChannel channel : sockets) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
