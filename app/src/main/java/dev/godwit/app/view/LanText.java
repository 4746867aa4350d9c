package dev.godwit.app.view;

import dev.godwit.app.text.Escaped;
import dev.godwit.node.doctor.LanDiagnosis;
import dev.godwit.node.doctor.LanInterface;
import dev.godwit.node.doctor.LanTraffic;
import dev.godwit.node.doctor.PublicPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a look at the local network has shown, in words. */
public final class LanText {
    private LanText() {}

    /** The interfaces that are used first, then the others, then who answered. */
    public static List<String> lines(LanDiagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        addInterfaces(lines, diagnosis, true);
        addInterfaces(lines, diagnosis, false);
        lines.add(
                diagnosis.canAnnounce()
                        ? "Port 5353 (UDP) is shared: this peer can be found."
                        : "Port 5353 (UDP) can not be shared: this peer can search, but not be found.");
        addPeers(lines, diagnosis.peers());
        lines.add(others(diagnosis));
        LanTraffic traffic = diagnosis.traffic();
        lines.add(String.format(
                Locale.ROOT,
                "Datagrams: %d queries sent, %d heard; %d answers heard; %d ignored.",
                traffic.queriesSent(),
                traffic.queriesHeard(),
                traffic.answersHeard(),
                traffic.ignored()));
        return lines;
    }

    private static void addInterfaces(List<String> lines, LanDiagnosis diagnosis, boolean used) {
        for (LanInterface network : diagnosis.interfaces()) {
            if (network.used() == used) {
                String addresses = network.addresses().isEmpty() ? "" : " " + String.join(", ", network.addresses());
                lines.add(String.format(
                        Locale.ROOT,
                        "%-8s %-12s %s:%s %s",
                        used ? "used" : "not used",
                        Escaped.text(network.name()),
                        network.family().equals("ipv4") ? "IPv4" : "IPv6",
                        addresses,
                        "(" + network.reason() + ")"));
            }
        }
    }

    private static void addPeers(List<String> lines, List<PublicPeer> peers) {
        lines.add(peers.isEmpty() ? "No public Godwit peer answers." : "Public Godwit peers, by their own account:");
        for (PublicPeer peer : peers) {
            lines.add("  " + Escaped.text(peer.name()) + " at " + String.join(", ", peer.addresses()));
        }
    }

    private static String others(LanDiagnosis diagnosis) {
        if (diagnosis.responders() == 0) {
            return "Nothing else answers multicast DNS.";
        }
        String services = diagnosis.serviceTypes().isEmpty() ? "" : ": " + String.join(", ", diagnosis.serviceTypes());
        return "Multicast DNS is answered by " + Amount.count(diagnosis.responders(), "responder") + services + ".";
    }
}
