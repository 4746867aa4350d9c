package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.service.ServiceText;
import java.net.InetAddress;
import java.util.List;

/**
 * What one link says of an instance that a search asked for.
 *
 * @param addresses where it is now, all on this link; empty when it has gone
 */
public record Sighting(
        Search search, Link link, DnsName instance, int port, List<InetAddress> addresses, ServiceText text) {

    /** Copies the list. */
    public Sighting {
        addresses = List.copyOf(addresses);
    }
}
