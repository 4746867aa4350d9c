package dev.godwit.network.lan.link;

import java.util.List;

/**
 * One network interface at one moment.
 *
 * @param index the system's number for it, which is the scope of link-local IPv6 addresses
 * @param hasMulticast whether the system says that it can; the loopback of Linux can without saying so
 */
public record InterfaceState(
        String name, int index, boolean isUp, boolean isLoopback, boolean hasMulticast, List<OnLinkAddress> addresses) {
    private static final String[] VIRTUAL = {
        "docker",
        "br-",
        "veth",
        "virbr",
        "vmnet",
        "vboxnet",
        "vnet",
        "cni",
        "flannel",
        "cali",
        "lxc",
        "lxd",
        "podman",
        "tun",
        "tap",
        "utun",
        "wg",
        "tailscale",
        "zt",
        "ppp"
    };

    /** Copies the list. */
    public InterfaceState {
        addresses = List.copyOf(addresses);
    }

    /**
     * Whether its name is one that containers, virtual machines and tunnels use. A peer may be behind it, but one that is
     * reachable through a real interface too is reached better there.
     */
    public boolean isVirtual() {
        return isVirtual(name);
    }

    /** As {@link #isVirtual()}, of an interface with this name. */
    public static boolean isVirtual(String name) {
        for (String prefix : VIRTUAL) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
