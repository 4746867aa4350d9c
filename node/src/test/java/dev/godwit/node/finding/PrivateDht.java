package dev.godwit.node.finding;

import dev.godwit.dht.BootstrapNode;
import dev.godwit.dht.Dht;
import dev.godwit.dht.DhtSettings;
import dev.godwit.dht.UdpPort;
import dev.godwit.dht.node.Family;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Three nodes on loopback: an entrance, and two for those who want to find each other. */
public record PrivateDht(Dht entrance, Dht first, Dht second) implements AutoCloseable {
    public static PrivateDht start() throws IOException {
        UdpPort port = port();
        BootstrapNode entrance = new BootstrapNode(
                "127.0.0.1", port.localAddress(Family.IPV4).orElseThrow().getPort());
        return new PrivateDht(
                Dht.start(DhtSettings.privateNetwork(List.of()), port),
                Dht.start(DhtSettings.privateNetwork(List.of(entrance)), port()),
                Dht.start(DhtSettings.privateNetwork(List.of(entrance)), port()));
    }

    private static UdpPort port() throws IOException {
        return UdpPort.open(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    @Override
    public void close() {
        first.close();
        second.close();
        entrance.close();
    }
}
