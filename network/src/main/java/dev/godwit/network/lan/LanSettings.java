package dev.godwit.network.lan;

import dev.godwit.network.lan.link.LinkScope;
import java.net.InetAddress;
import java.util.Set;

/**
 * Where discovery takes place.
 *
 * @param scope the interfaces, and which of their addresses may be named
 */
public record LanSettings(LinkScope scope) {

    /** Every interface that reaches others: the settings of who listens on all addresses, or only searches. */
    public static LanSettings everywhere() {
        return new LanSettings(LinkScope.everywhere());
    }

    /**
     * Only on the interfaces that have these addresses, and no other address is named: the settings of who listens on
     * them alone. A loopback address keeps everything within this machine. The wildcard address means everywhere.
     *
     * @throws IllegalArgumentException without an address
     */
    public static LanSettings boundTo(Set<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address");
        }
        for (InetAddress address : addresses) {
            if (address.isAnyLocalAddress()) {
                return everywhere();
            }
        }
        return new LanSettings(new LinkScope(addresses));
    }
}
