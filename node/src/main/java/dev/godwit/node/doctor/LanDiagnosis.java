package dev.godwit.node.doctor;

import java.util.List;

/**
 * What a look at the local network has shown.
 *
 * @param canSearch whether any interface can do multicast, so that peers can be found at all
 * @param canAnnounce whether UDP port 5353 can be shared, so that this peer can be found
 * @param peers public Godwit peers
 * @param responders how many addresses have answered anything
 * @param serviceTypes what they offer, such as {@code _ipp._tcp.local}
 */
public record LanDiagnosis(
        List<LanInterface> interfaces,
        boolean canSearch,
        boolean canAnnounce,
        List<PublicPeer> peers,
        int responders,
        List<String> serviceTypes,
        LanTraffic traffic) {

    /** Copies the lists. */
    public LanDiagnosis {
        interfaces = List.copyOf(interfaces);
        peers = List.copyOf(peers);
        serviceTypes = List.copyOf(serviceTypes);
    }
}
