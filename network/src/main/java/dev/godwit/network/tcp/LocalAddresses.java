package dev.godwit.network.tcp;

import dev.godwit.network.lan.link.InterfaceState;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of this machine that another may reach: physical interfaces before virtual ones, IPv4 before IPv6. */
final class LocalAddresses {
    /** Enough for every real interface; what containers add comes last and is cut off. */
    private static final int ADDRESSES_MAX = 8;

    private LocalAddresses() {}

    private record Candidate(InetAddress ip, boolean virtual) {}

    /** All of them with this port; the loopback addresses only when there is nothing else. */
    static List<InetSocketAddress> all(int port) {
        List<InetSocketAddress> reachable = candidates()
                .filter(candidate -> isReachable(candidate.ip))
                .sorted(Comparator.comparing(Candidate::virtual)
                        .thenComparing(candidate -> !(candidate.ip instanceof Inet4Address)))
                .limit(ADDRESSES_MAX)
                .map(candidate -> new InetSocketAddress(candidate.ip, port))
                .toList();
        return reachable.isEmpty() ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)) : reachable;
    }

    private static Stream<Candidate> candidates() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LocalAddresses::isUp)
                    .flatMap(network -> network.inetAddresses()
                            .map(ip -> new Candidate(ip, InterfaceState.isVirtual(network.getName()))));
        } catch (SocketException e) {
            return Stream.empty();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    private static boolean isReachable(InetAddress ip) {
        // A link-local address means nothing without the other side's interface name.
        return !ip.isLoopbackAddress()
                && !ip.isLinkLocalAddress()
                && !ip.isMulticastAddress()
                && !ip.isAnyLocalAddress();
    }
}
