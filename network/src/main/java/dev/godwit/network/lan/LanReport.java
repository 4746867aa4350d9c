package dev.godwit.network.lan;

import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.link.LinkUse;
import dev.godwit.network.lan.mdns.Traffic;
import java.util.List;

/**
 * The state of discovery at one moment, for {@code doctor lan}.
 *
 * @param links every interface, once for each address family
 * @param traffic datagrams since the start
 * @param serviceTypes what others offer, such as {@code _ipp._tcp.local}; only after {@link Lan#survey}
 * @param responders how many addresses have answered anything; only after {@link Lan#survey}
 */
public record LanReport(List<LinkState> links, Traffic.Counts traffic, List<String> serviceTypes, int responders) {

    /** Copies the lists. */
    public LanReport {
        links = List.copyOf(links);
        serviceTypes = List.copyOf(serviceTypes);
    }

    /** One interface in one family: what it is used for, or why not. */
    public record LinkState(Link link, LinkUse use) {}

    /** Whether searches reach anybody. */
    public boolean canSearch() {
        return links.stream().anyMatch(state -> state.use().isUsed());
    }

    /** Whether offers can be announced: port 5353 can be had somewhere. */
    public boolean canAnnounce() {
        return links.stream().anyMatch(state -> state.use() == LinkUse.ANSWERING);
    }
}
