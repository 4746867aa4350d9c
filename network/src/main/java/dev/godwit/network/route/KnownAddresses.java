package dev.godwit.network.route;

import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.link.Search;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Addresses that somebody gave: there is nothing to look for.
 *
 * @param origin who gave them, in words
 * @param addresses the best first; may be unresolved
 */
public record KnownAddresses(String origin, List<InetSocketAddress> addresses) implements Search {
    public KnownAddresses {
        addresses = List.copyOf(addresses);
    }

    @Override
    public Running begin(Findings findings) {
        // Each for itself: the user has said all of them, or the sender.
        addresses.forEach(address -> findings.found(Addresses.text(address), address));
        findings.over("");
        return () -> {};
    }
}
