package dev.godwit.dht;

import java.util.List;

/**
 * A name to begin with.
 *
 * @param host a name or a literal address
 * @param port its UDP port
 */
public record BootstrapNode(String host, int port) {
    /** Routers of the public network that clients of today ship with; any one that answers is enough. */
    public static final List<BootstrapNode> PUBLIC = List.of(
            new BootstrapNode("dht.libtorrent.org", 25401), // libtorrent, its only default
            new BootstrapNode("router.bittorrent.com", 6881), // libtorrent, settings_pack.hpp
            new BootstrapNode("dht.transmissionbt.com", 6881), // libtorrent, settings_pack.hpp
            new BootstrapNode("router.bt.ouinet.work", 6881), // libtorrent, settings_pack.hpp
            new BootstrapNode("router.utorrent.com", 6881), // mldht
            new BootstrapNode("router.silotis.us", 6881), // mldht
            new BootstrapNode("dht.anacrolix.link", 42069), // anacrolix/dht
            new BootstrapNode("relay.pkarr.org", 6881)); // pkarr

    private static final int PORT_MAX = 65_535;

    /** A name and a port from 1 to 65535. */
    public BootstrapNode {
        if (host.isEmpty() || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(host + ":" + port);
        }
    }
}
