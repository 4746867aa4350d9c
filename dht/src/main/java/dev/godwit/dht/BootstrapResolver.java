package dev.godwit.dht;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the addresses of bootstrap nodes on a thread of its own, and tries again while none of the names can be found. After
 * the first pass it says so in any case: whoever waits must learn that there is nobody to ask.
 */
final class BootstrapResolver implements Runnable {
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final List<BootstrapNode> nodes;
    private final Consumer<List<InetSocketAddress>> found;
    private final Runnable tried;

    BootstrapResolver(List<BootstrapNode> nodes, Consumer<List<InetSocketAddress>> found, Runnable tried) {
        this.nodes = nodes;
        this.found = found;
        this.tried = tried;
    }

    @Override
    public void run() {
        boolean any = nodes.isEmpty();
        while (!any) {
            for (BootstrapNode node : nodes) {
                List<InetSocketAddress> addresses = resolve(node);
                if (!addresses.isEmpty()) {
                    any = true;
                    found.accept(addresses);
                }
            }
            tried.run();
            try {
                if (!any) {
                    Thread.sleep(RETRY);
                }
            } catch (InterruptedException e) {
                return; // The node was closed.
            }
        }
    }

    private static List<InetSocketAddress> resolve(BootstrapNode node) {
        try {
            List<InetSocketAddress> addresses = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(node.host())) {
                addresses.add(new InetSocketAddress(address, node.port()));
            }
            return addresses;
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
