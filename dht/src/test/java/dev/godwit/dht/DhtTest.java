package dev.godwit.dht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.KeyPairSigner;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.item.Signer;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.testkit.Seed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes of a private network on loopback, through real sockets. */
@Timeout(60)
class DhtTest {
    private final SplittableRandom random = Seed.announce("DhtTest").random();
    private final List<Dht> nodes = new ArrayList<>();
    private final List<UdpPort> ports = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(Dht::close);
        ports.forEach(UdpPort::close);
    }

    @Test
    void whatOneStoresAnotherFinds() throws Exception {
        network("127.0.0.1", 5);
        Signer signer = KeyPairSigner.generate();
        MutableItem item = MutableItem.sign(signer, ByteString.of("salt"), 1, ByteString.of("hello"));
        assertThat(nodes.get(1).put(item).get().stored()).isPositive();
        assertThat(nodes.get(4).get(signer.publicKey(), ByteString.of("salt")).get())
                .contains(item);
        assertThat(nodes.get(3).get(signer.publicKey(), ByteString.EMPTY).get()).isEmpty();

        ImmutableItem immutable = new ImmutableItem(ByteString.of("fixed"));
        assertThat(nodes.get(2).put(immutable).get().stored()).isPositive();
        assertThat(nodes.get(0).get(immutable.target()).get()).contains(immutable.value());
    }

    @Test
    void peersAreToldAsTheyArrive() throws Exception {
        network("127.0.0.1", 4);
        Id infoHash = Id.random(random);
        BlockingQueue<InetSocketAddress> found = new LinkedBlockingQueue<>();
        assertThat(nodes.get(1)
                        .announce(infoHash, 7_001, false, found::add)
                        .get()
                        .stored())
                .isPositive();
        assertThat(nodes.get(2).announce(infoHash, 0, true, found::add).get().stored())
                .isPositive();
        nodes.get(3).peers(infoHash, found::add).get();
        List<InetSocketAddress> all = new ArrayList<>();
        found.drainTo(all);
        assertThat(all)
                .contains(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7_001))
                .contains(ports.get(2).localAddress(Family.IPV4).orElseThrow());
    }

    @Test
    void worksOverIpv6() throws Exception {
        network("::1", 3);
        ImmutableItem item = new ImmutableItem(ByteString.of("six"));
        assertThat(nodes.get(1).put(item).get().stored()).isPositive();
        assertThat(nodes.get(2).get(item.target()).get()).contains(item.value());
        assertThat(nodes.get(2).externalAddress(Family.IPV6).orElseThrow().address())
                .isEqualTo(ports.get(2).localAddress(Family.IPV6).orElseThrow());
        assertThat(nodes.get(2).externalAddress(Family.IPV4)).isEmpty();
    }

    /** One socket for both networks, and a neighbour in each. */
    @Test
    void takesPartInBothNetworksAtOnce() throws Exception {
        start(DhtSettings.privateNetwork(List.of()), "127.0.0.1");
        start(DhtSettings.privateNetwork(List.of()), "::1");
        List<BootstrapNode> neighbours = List.of(
                new BootstrapNode("127.0.0.1", port(0, Family.IPV4)), new BootstrapNode("::1", port(1, Family.IPV6)));
        Dht both = start(DhtSettings.privateNetwork(neighbours), "::");
        ImmutableItem item = new ImmutableItem(ByteString.of("both"));
        int stored = 0;
        for (int i = 0; i < 20 && stored < 2; i++) {
            stored = both.put(item).get().stored();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(stored).isEqualTo(2);
        assertThat(nodes.get(0).get(item.target()).get()).contains(item.value());
        assertThat(nodes.get(1).get(item.target()).get()).contains(item.value());
        assertThat(both.externalAddress(Family.IPV4).orElseThrow().address().getAddress())
                .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(both.externalAddress(Family.IPV6).orElseThrow().address().getAddress())
                .isEqualTo(InetAddress.ofLiteral("::1"));
    }

    private int port(int node, Family family) {
        return ports.get(node).localAddress(family).orElseThrow().getPort();
    }

    @Test
    void nodesOfAnEarlierTimeAreABeginning() throws Exception {
        network("127.0.0.1", 3);
        nodes.get(2).get(Id.random(random)).get();
        var saved = nodes.get(2).savedNodes();
        assertThat(saved).isNotEmpty();
        Dht late = start(DhtSettings.privateNetwork(List.of()).withSavedNodes(saved), "127.0.0.1");
        ImmutableItem item = new ImmutableItem(ByteString.of("saved"));
        assertThat(late.put(item).get().answers()).isPositive();
        assertThat(late.status().readOnly()).isFalse();
    }

    @Test
    void looksUpNodes() throws Exception {
        network("127.0.0.1", 3);
        assertThat(nodes.get(2).nodes(Id.random(random)).get().answers()).isPositive();
    }

    @Test
    void pingTellsWhetherSomebodyIsThere() throws Exception {
        network("127.0.0.1", 2);
        assertThat(nodes.get(0)
                        .ping(ports.get(1).localAddress(Family.IPV4).orElseThrow())
                        .get())
                .isTrue();
        assertThat(nodes.get(0)
                        .ping(new InetSocketAddress(InetAddress.ofLiteral("::1"), 9))
                        .get())
                .as("no such network")
                .isFalse();
    }

    @Test
    void alone() throws Exception {
        Dht dht = start(DhtSettings.privateNetwork(List.of()), "127.0.0.1");
        assertThat(dht.get(Id.random(random)).get()).isEmpty();
        assertThat(dht.put(new ImmutableItem(ByteString.of("nobody"))).get().answers())
                .isZero();
        assertThat(dht.savedNodes()).isEmpty();
        assertThat(dht.sizeEstimate(Family.IPV4)).isEmpty();
    }

    @Test
    void aConsumerThatFailsFailsItsOperationOnly() throws Exception {
        network("127.0.0.1", 3);
        Id infoHash = Id.random(random);
        nodes.get(1).announce(infoHash, 7_001, false, _ -> {}).get();
        CompletableFuture<?> failing = nodes.get(2).peers(infoHash, _ -> {
            throw new IllegalArgumentException("of the caller");
        });
        assertThatThrownBy(failing::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(nodes.get(2)
                        .ping(ports.get(1).localAddress(Family.IPV4).orElseThrow())
                        .get())
                .isTrue();
    }

    @Test
    void whatHangsOnAFutureMayAskTheNode() throws Exception {
        network("127.0.0.1", 2);
        CompletableFuture<Integer> after = nodes.get(1)
                .nodes(Id.random(random))
                .thenApply(_ -> nodes.get(1).savedNodes().size());
        assertThat(after.get(10, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void whereNoNameResolvesOperationsEndWithoutAnAnswer() throws Exception {
        Dht dht = start(
                DhtSettings.privateNetwork(List.of(new BootstrapNode("no.such.name.invalid", 6881))), "127.0.0.1");
        assertThat(dht.nodes(Id.random(random)).get(15, TimeUnit.SECONDS).answers())
                .isZero();
    }

    @Test
    void closingEndsWhatIsOpen() throws Exception {
        Dht dht = start(DhtSettings.privateNetwork(List.of(new BootstrapNode("127.0.0.1", silentPort()))), "127.0.0.1");
        CompletableFuture<Boolean> open =
                dht.ping(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), silentPort()));
        assertThat(dht.status().items()).isZero();
        dht.close();
        assertThatThrownBy(() -> open.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> dht.get(Id.random(random)).get()).hasCauseInstanceOf(ClosedException.class);
        assertThatThrownBy(dht::status).isInstanceOf(ClosedException.class);
    }

    @Test
    void cancellingGivesUp() throws Exception {
        Dht dht = start(DhtSettings.privateNetwork(List.of()), "127.0.0.1");
        CompletableFuture<?> open = dht.ping(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), silentPort()));
        assertThat(open.cancel(false)).isTrue();
        assertThat(dht.status().items()).isZero();
    }

    private void network(String address, int size) throws Exception {
        List<BootstrapNode> first = List.of();
        for (int i = 0; i < size; i++) {
            start(DhtSettings.privateNetwork(first), address);
            if (i == 0) {
                InetSocketAddress local = ports.getFirst()
                        .localAddress(ports.getFirst().families().iterator().next())
                        .orElseThrow();
                first = List.of(new BootstrapNode(address, local.getPort()));
            }
        }
    }

    private Dht start(DhtSettings settings, String address) throws Exception {
        UdpPort port = UdpPort.open(List.of(new InetSocketAddress(InetAddress.ofLiteral(address), 0)));
        ports.add(port);
        Dht dht = Dht.start(settings, port);
        nodes.add(dht);
        return dht;
    }

    /** A port where nobody answers: bound, and never read. */
    private int silentPort() throws Exception {
        UdpPort silent = UdpPort.open(List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
        ports.add(silent);
        return silent.localAddress(Family.IPV4).orElseThrow().getPort();
    }
}
