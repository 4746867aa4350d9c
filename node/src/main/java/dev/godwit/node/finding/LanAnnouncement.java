package dev.godwit.node.finding;

import dev.godwit.network.lan.Lan;
import dev.godwit.network.lan.LanRegistration;
import dev.godwit.network.lan.service.LanOffer;
import dev.godwit.node.finding.Discovery.Presence;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Lets a share be found on the local network by its slot and its id; and its sender by a name, if it wants to have one. */
final class LanAnnouncement {
    private LanAnnouncement() {}

    /**
     * @param name for everybody to see, with the peer's id; empty for neither
     * @param trouble is told why nobody can find it, if that is so
     */
    static Announcement begin(Shared<Lan> lan, Presence presence, Optional<String> name, Consumer<String> trouble) {
        LanOffer offer = new LanOffer(
                presence.port(),
                Set.of(Keys.of(presence.slot()).lan(), Keys.of(presence.share()).lan()),
                name.map(_ -> presence.identity().peerId().toString()),
                name);
        Optional<Lan> opened = lan.get();
        Optional<LanRegistration> registration = opened.map(it -> it.announce(offer));
        // The interfaces are looked at first, which may take a moment.
        Thread.ofVirtual().name("lan-announce").start(() -> {
            String why = opened.map(LanAnnouncement::trouble).orElseGet(lan::trouble);
            if (!why.isEmpty()) {
                trouble.accept(why);
            }
        });
        return () -> registration.ifPresent(LanRegistration::close);
    }

    private static String trouble(Lan lan) {
        try {
            return LanTrouble.ofAnnouncement(lan);
        } catch (IllegalStateException e) {
            // It was closed before anybody could have come.
            return "";
        }
    }
}
