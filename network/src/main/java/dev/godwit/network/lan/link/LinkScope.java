package dev.godwit.network.lan.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where discovery may take place: on every interface that reaches others, or only where these addresses are, and then no
 * other address is ever named. Loopback takes part only when one of its addresses is listed. Security case H8.
 *
 * @param addresses empty for everywhere
 */
public record LinkScope(Set<InetAddress> addresses) {
    private static final LinkScope EVERYWHERE = new LinkScope(Set.of());

    /** Copies the set. */
    public LinkScope {
        addresses = Set.copyOf(addresses);
    }

    /** Every interface but loopback, all addresses. */
    public static LinkScope everywhere() {
        return EVERYWHERE;
    }

    /** What becomes of an interface for one family: a link in {@link Choice#link}, or the reason why there is none. */
    public Choice choose(InterfaceState state, Family family) {
        List<OnLinkAddress> allowed = allowed(state);
        LinkUse use = use(state, allowed, family);
        Link link =
                new Link(state.name(), state.index(), family, allowed, state.isLoopback(), state.isVirtual() ? 1 : 0);
        return new Choice(link, use);
    }

    /**
     * What was decided.
     *
     * @param use {@link LinkUse#ANSWERING} when the link is to be opened, else why not
     */
    public record Choice(Link link, LinkUse use) {}

    private LinkUse use(InterfaceState state, List<OnLinkAddress> allowed, Family family) {
        if (!state.isUp()) {
            return LinkUse.DOWN;
        }
        if (state.isLoopback() && addresses.isEmpty()) {
            return LinkUse.LOOPBACK;
        }
        if (!addresses.isEmpty() && allowed.isEmpty()) {
            return LinkUse.NOT_ASKED_FOR;
        }
        // Multicast on Linux's loopback works for IPv4 although its flag is missing; opening the socket tells the rest.
        if (!state.hasMulticast() && !state.isLoopback()) {
            return LinkUse.NO_MULTICAST;
        }
        return has(allowed, family) ? LinkUse.ANSWERING : LinkUse.NO_ADDRESS;
    }

    private List<OnLinkAddress> allowed(InterfaceState state) {
        if (addresses.isEmpty()) {
            return state.addresses();
        }
        List<OnLinkAddress> allowed = new ArrayList<>();
        for (OnLinkAddress address : state.addresses()) {
            if (isAsked(address.ip(), state.index())) {
                allowed.add(address);
            }
        }
        return allowed;
    }

    private boolean isAsked(InetAddress ip, int interfaceIndex) {
        for (InetAddress asked : addresses) {
            boolean elsewhere =
                    asked instanceof Inet6Address ip6 && ip6.getScopeId() != 0 && ip6.getScopeId() != interfaceIndex;
            if (asked.equals(ip) && !elsewhere) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(List<OnLinkAddress> addresses, Family family) {
        for (OnLinkAddress address : addresses) {
            if (Family.of(address.ip()) == family) {
                return true;
            }
        }
        return false;
    }
}
