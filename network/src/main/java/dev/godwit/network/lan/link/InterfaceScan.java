package dev.godwit.network.lan.link;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks the system for its interfaces and their addresses, IPv4 first. Takes about a millisecond. */
public final class InterfaceScan {
    private InterfaceScan() {}

    /** All interfaces as they are now; empty when the system does not say. */
    public static List<InterfaceState> run() {
        List<InterfaceState> states = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                add(network, states);
            }
        } catch (SocketException e) {
            // Nothing is known for now; the next scan may know more.
        }
        return states;
    }

    private static void add(NetworkInterface network, List<InterfaceState> states) {
        try {
            states.add(new InterfaceState(
                    network.getName(),
                    network.getIndex(),
                    network.isUp(),
                    network.isLoopback(),
                    network.supportsMulticast(),
                    addresses(network)));
        } catch (SocketException e) {
            // It went away while it was looked at.
        }
    }

    private static List<OnLinkAddress> addresses(NetworkInterface network) {
        List<OnLinkAddress> addresses = new ArrayList<>();
        // IPv4 first: of an interface with many temporary IPv6 addresses not all are announced.
        for (Family family : Family.values()) {
            for (InterfaceAddress address : network.getInterfaceAddresses()) {
                InetAddress ip = address.getAddress();
                if (ip != null && Family.of(ip) == family) {
                    addresses.add(new OnLinkAddress(ip, address.getNetworkPrefixLength()));
                }
            }
        }
        return addresses;
    }
}
