package dev.godwit.network.lan.service;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A candidate: somebody on a link says that it is what was searched for. Nothing of it is proven. Whoever connects must
 * authenticate the peer as if the address came from a stranger, because anybody on the link can answer for any tag and
 * repeat any peer id or name. Security case H2.
 *
 * @param instance tells this offer from others; random, and another one after each start
 * @param tag the tag that was searched for; empty when public offers were browsed
 * @param addresses where to try, the best first; never empty; all on the link that they were heard on
 * @param peerId what it says its id is; at most 64 printable characters of ASCII
 * @param name what it says its name is; text from a stranger, to be escaped before it is shown
 */
public record LanFinding(
        String instance,
        Optional<LanTag> tag,
        List<LanAddress> addresses,
        Optional<String> peerId,
        Optional<String> name) {

    /** Copies the list. */
    public LanFinding {
        addresses = List.copyOf(addresses);
    }

    /** The addresses alone, in the same order. */
    public List<InetSocketAddress> socketAddresses() {
        return addresses.stream().map(LanAddress::address).toList();
    }
}
