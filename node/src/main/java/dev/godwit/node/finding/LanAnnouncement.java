package dev.godwit.node.finding;

import dev.godwit.network.lan.Lan;
import dev.godwit.network.lan.LanRegistration;
import dev.godwit.network.lan.service.LanOffer;
import dev.godwit.node.finding.Discovery.Presence;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets a share be found on the local network by its slot and its id, and by nothing else. */
final class LanAnnouncement {
    private LanAnnouncement() {}

    static Announcement begin(Supplier<Optional<Lan>> lan, Presence presence) {
        LanOffer offer = LanOffer.of(
                presence.port(),
                Keys.of(presence.slot()).lan(),
                Keys.of(presence.share()).lan());
        Optional<LanRegistration> registration = lan.get().map(it -> it.announce(offer));
        return () -> registration.ifPresent(LanRegistration::close);
    }
}
