package dev.godwit.node.finding;

import dev.godwit.network.lan.Lan;
import dev.godwit.network.lan.LanReport;
import dev.godwit.network.lan.link.LinkUse;
import java.util.stream.Collectors;

/** Why the local network can not be used, in a few words. */
final class LanTrouble {
    private LanTrouble() {}

    /** Why a search reaches nobody; empty when it may. */
    static String ofSearch(Lan lan) {
        LanReport report = lan.report();
        return report.canSearch() ? "" : everyLink(report);
    }

    /** Why nobody finds what is announced; empty when somebody may. */
    static String ofAnnouncement(Lan lan) {
        LanReport report = lan.report();
        return report.canAnnounce() ? "" : everyLink(report);
    }

    private static String everyLink(LanReport report) {
        String links = report.links().stream()
                .filter(state -> state.use() != LinkUse.LOOPBACK)
                .map(state -> state.link().interfaceName() + ": " + state.use().sentence())
                .distinct()
                .collect(Collectors.joining(", "));
        return links.isEmpty() ? "this machine is in none" : links;
    }
}
