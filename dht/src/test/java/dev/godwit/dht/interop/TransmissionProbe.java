package dev.godwit.dht.interop;

import dev.godwit.dht.BootstrapNode;
import dev.godwit.dht.Dht;
import dev.godwit.dht.DhtSettings;
import dev.godwit.dht.UdpPort;
import dev.godwit.dht.engine.ReadOnlyMode;
import dev.godwit.dht.node.Id;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What {@link TransmissionIT} runs inside of its network namespace: one node announces itself to Transmission, whose tokens
 * are bound to address and port, and another one asks Transmission for it. Arguments: Transmission's address and port, and
 * the addresses of the two nodes.
 */
final class TransmissionProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TransmissionProbe() {}

    public static void main(String[] arguments) throws Exception {
        BootstrapNode transmission = new BootstrapNode(arguments[0], Integer.parseInt(arguments[1]));
        Id infoHash = Id.random(new SplittableRandom());
        try (Dht announcing = start(arguments[2], transmission);
                Dht asking = start(arguments[3], transmission)) {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.ofLiteral(transmission.host()), transmission.port());
            Instant end = Instant.now().plus(PATIENCE);
            boolean present = false;
            while (!present && Instant.now().isBefore(end)) {
                present = announcing.ping(address).get();
            }
            System.out.println("ping " + present);
            System.out.println("stored "
                    + announcing.announce(infoHash, 7_001, false, _ -> {}).get().stored());
            BlockingQueue<InetSocketAddress> found = new LinkedBlockingQueue<>();
            asking.peers(infoHash, found::add).get();
            System.out.println("found " + found);
        }
    }

    private static Dht start(String address, BootstrapNode transmission) throws Exception {
        UdpPort port = UdpPort.open(List.of(new InetSocketAddress(InetAddress.ofLiteral(address), 0)));
        // Read-only: the two know nothing of each other, all goes through Transmission.
        return Dht.start(DhtSettings.privateNetwork(List.of(transmission)).withReadOnly(ReadOnlyMode.ALWAYS), port);
    }
}
