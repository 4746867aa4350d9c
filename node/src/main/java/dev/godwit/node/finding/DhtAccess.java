package dev.godwit.node.finding;

import dev.godwit.dht.BootstrapNode;
import dev.godwit.dht.Dht;
import dev.godwit.dht.DhtSettings;
import dev.godwit.dht.UdpPort;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.node.home.Configuration;
import dev.godwit.node.home.DhtNodes;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.Setting;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** This process's node of the DHT: started when it is first needed, with the nodes that the last one knew. */
public final class DhtAccess implements AutoCloseable {
    private static final int NAME_BYTES = 8;

    private final DhtNodes nodes;
    private final AddressRules network;
    private final Dht dht;

    private DhtAccess(DhtNodes nodes, AddressRules network, Dht dht) {
        this.nodes = nodes;
        this.network = network;
        this.dht = dht;
    }

    /**
     * Starts the node that the configuration asks for; empty where nobody in the public network could reach it.
     *
     * @param bind the only address to use; empty for all
     */
    public static Optional<DhtAccess> start(Home home, Optional<InetAddress> bind) throws FaultException, IOException {
        Configuration configuration = new Configuration(home);
        String mode = configuration.value(Setting.DHT_MODE);
        boolean isHereOnly = bind.isPresent() && bind.get().isLoopbackAddress();
        if (mode.equals("public") && isHereOnly) {
            return Optional.empty();
        }
        List<BootstrapNode> bootstrap = bootstrap(configuration.value(Setting.DHT_BOOTSTRAP));
        DhtSettings settings = mode.equals("private")
                ? DhtSettings.privateNetwork(bootstrap)
                : bootstrap.isEmpty()
                        ? DhtSettings.publicNetwork()
                        : DhtSettings.publicNetwork().withBootstrap(bootstrap);
        DhtNodes nodes = new DhtNodes(home, network(mode, bootstrap));
        Dht dht = Dht.start(settings.withSavedNodes(nodes.load()), port(bind));
        return Optional.of(new DhtAccess(nodes, settings.network(), dht));
    }

    private static List<BootstrapNode> bootstrap(String text) {
        List<BootstrapNode> nodes = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String name = part.strip();
            int colon = name.lastIndexOf(':');
            if (colon > 0) {
                nodes.add(new BootstrapNode(name.substring(0, colon), Integer.parseInt(name.substring(colon + 1))));
            }
        }
        return nodes;
    }

    /** A name for the network that a node gets into with this configuration: networks that begin elsewhere stay apart. */
    private static String network(String mode, List<BootstrapNode> bootstrap) {
        if (bootstrap.isEmpty()) {
            return mode;
        }
        String names = bootstrap.stream()
                .map(node -> node.host() + ":" + node.port())
                .sorted()
                .distinct()
                .collect(Collectors.joining(","));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(names.getBytes(StandardCharsets.UTF_8));
            return mode + "-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static UdpPort port(Optional<InetAddress> bind) throws IOException {
        if (bind.isPresent()) {
            return UdpPort.open(List.of(new InetSocketAddress(bind.get(), 0)));
        }
        try {
            return UdpPort.open(List.of(new InetSocketAddress("::", 0)));
        } catch (IOException e) {
            // A machine without IPv6.
            return UdpPort.open(List.of(new InetSocketAddress("0.0.0.0", 0)));
        }
    }

    /** What addresses mean something in its network. */
    public AddressRules network() {
        return network;
    }

    /** The node. */
    public Dht dht() {
        return dht;
    }

    @Override
    public void close() {
        nodes.store(dht.savedNodes());
        dht.close();
    }
}
