package dev.godwit.network.lan.link;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two sockets of a link, neither of which blocks. One shares port 5353 with whoever else does multicast DNS on this
 * machine; the other has a port of its own, for questions whose answers come by unicast: those would reach only one of
 * the programs that share 5353, and not always the one that asked (RFC 6762 §15.1).
 *
 * <p>The first is bound to the group where the system allows it (Linux, macOS). Then nothing that is sent to this
 * machine alone reaches it, from however far away.
 */
public final class LinkSockets implements AutoCloseable {
    /** The port of multicast DNS. */
    public static final int PORT = 5353;

    /** RFC 6762 §11: so that a receiver can tell that no router was in between. */
    private static final int HOPS = 255;

    private static final List<SocketOption<Boolean>> SHARING = List.of(StandardSocketOptions.SO_REUSEADDR);
    private static final List<SocketOption<Boolean>> SHARING_WIDELY =
            List.of(StandardSocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_REUSEPORT);

    private final InetSocketAddress group;
    private final DatagramChannel own;
    private final @Nullable DatagramChannel shared;

    private LinkSockets(InetSocketAddress group, DatagramChannel own, @Nullable DatagramChannel shared) {
        this.group = group;
        this.own = own;
        this.shared = shared;
    }

    /**
     * Opens them.
     *
     * @throws IOException when not even a socket of our own can be had; that 5353 can't is no failure
     */
    public static LinkSockets open(Link link) throws IOException {
        NetworkInterface network = NetworkInterface.getByIndex(link.interfaceIndex());
        if (network == null) {
            throw new SocketException(link.interfaceName() + " is gone");
        }
        InetAddress group = scoped(link.family().group(), link.interfaceIndex());
        DatagramChannel own = configured(link.family(), network);
        try {
            own.bind(null);
            requireRoute(own, group, link);
        } catch (IOException | RuntimeException e) {
            closeQuietly(own);
            throw e instanceof IOException io ? io : new IOException(e);
        }
        return new LinkSockets(new InetSocketAddress(group, PORT), own, shared(link.family(), network, group));
    }

    private static InetAddress scoped(InetAddress group, int interfaceIndex) throws IOException {
        return group instanceof Inet6Address
                ? Inet6Address.getByAddress(null, group.getAddress(), interfaceIndex)
                : group;
    }

    /** Linux lets sockets join on interfaces that it has no way to send through, such as IPv6 on loopback. */
    private static void requireRoute(DatagramChannel own, InetAddress group, Link link) throws IOException {
        if (link.isLoopback()) {
            // The discard port: nothing of multicast DNS listens there.
            own.send(ByteBuffer.allocate(0), new InetSocketAddress(group, 9));
        }
    }

    private static @Nullable DatagramChannel shared(Family family, NetworkInterface network, InetAddress group) {
        // Without SO_REUSEPORT: Linux 6.18 gives a multicast from the wire to one of such sockets only (ADR 12).
        DatagramChannel bound = bound(family, network, new InetSocketAddress(group, PORT), SHARING);
        return bound != null ? bound : bound(family, network, new InetSocketAddress(PORT), SHARING_WIDELY);
    }

    /** A socket at this address; null when it can't be had. */
    private static @Nullable DatagramChannel bound(
            Family family, NetworkInterface network, InetSocketAddress address, List<SocketOption<Boolean>> sharing) {
        DatagramChannel channel = null;
        try {
            channel = configured(family, network);
            for (SocketOption<Boolean> option : sharing) {
                if (channel.supportedOptions().contains(option)) {
                    channel.setOption(option, true);
                }
            }
            channel.bind(address);
            channel.join(family.group(), network);
            return channel;
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
            return null;
        }
    }

    private static DatagramChannel configured(Family family, NetworkInterface network) throws IOException {
        DatagramChannel channel = null;
        try {
            channel = DatagramChannel.open(family.protocol());
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
            return channel;
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    /** Whether port 5353 could be had: without it questions are asked, but others' can't be heard. */
    public boolean hasPort() {
        return shared != null;
    }

    /** The socket with a port of its own. */
    public DatagramChannel own() {
        return own;
    }

    /** The socket on port 5353. */
    public Optional<DatagramChannel> shared() {
        return Optional.ofNullable(shared);
    }

    /**
     * Sends to the group.
     *
     * @throws IOException when the interface is gone, or the system forbids it
     */
    public void multicast(DatagramChannel from, ByteBuffer datagram) throws IOException {
        from.send(datagram, group);
    }

    @Override
    public void close() {
        closeQuietly(own);
        closeQuietly(shared);
    }

    private static void closeQuietly(@Nullable DatagramChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}
