package dev.godwit.app.json;

import dev.godwit.node.doctor.LanDiagnosis;
import dev.godwit.node.doctor.LanInterface;
import dev.godwit.node.doctor.LanTraffic;
import dev.godwit.node.doctor.PublicPeer;
import io.avaje.jsonb.Json;
import java.util.List;

/**
 * The line of {@code godwit doctor lan --json}.
 *
 * @param canSearch whether any interface can do multicast
 * @param canAnnounce whether UDP port 5353 can be had
 * @param responders how many addresses have answered anything
 */
@Json
public record LanLine(
        boolean canSearch,
        boolean canAnnounce,
        List<Interface> interfaces,
        List<Peer> peers,
        int responders,
        List<String> services,
        long queriesSent,
        long queriesHeard,
        long answersHeard,
        long ignored) {

    /** The diagnosis as a line. */
    public static LanLine of(LanDiagnosis diagnosis) {
        LanTraffic traffic = diagnosis.traffic();
        return new LanLine(
                diagnosis.canSearch(),
                diagnosis.canAnnounce(),
                diagnosis.interfaces().stream().map(Interface::of).toList(),
                diagnosis.peers().stream().map(Peer::of).toList(),
                diagnosis.responders(),
                diagnosis.serviceTypes(),
                traffic.queriesSent(),
                traffic.queriesHeard(),
                traffic.answersHeard(),
                traffic.ignored());
    }

    /** One interface in one family, {@code ipv4} or {@code ipv6}. */
    @Json
    public record Interface(String name, String family, List<String> addresses, boolean used, String reason) {
        static Interface of(LanInterface network) {
            return new Interface(
                    network.name(), network.family(), network.addresses(), network.used(), network.reason());
        }
    }

    /** One public peer, by its own account. */
    @Json
    public record Peer(String name, String peer, List<String> addresses) {
        static Peer of(PublicPeer peer) {
            return new Peer(peer.name(), peer.peerId(), peer.addresses());
        }
    }
}
