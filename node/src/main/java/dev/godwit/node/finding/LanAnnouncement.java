package dev.godwit.node.finding;

import dev.godwit.network.lan.Lan;
import dev.godwit.network.lan.LanRegistration;
import dev.godwit.network.lan.service.LanOffer;
import dev.godwit.node.finding.Discovery.Presence;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Lets a share be found on the local network by its slot and its id; and its sender by a name, if it wants to have one. */
final class LanAnnouncement {
    private LanAnnouncement() {}

    /** @param name for everybody to see, with the peer's id; empty for neither */
    static Announcement begin(Supplier<Optional<Lan>> lan, Presence presence, Optional<String> name) {
        LanOffer offer = new LanOffer(
                presence.port(),
                Set.of(Keys.of(presence.slot()).lan(), Keys.of(presence.share()).lan()),
                name.map(_ -> presence.identity().peerId().toString()),
                name);
        Optional<LanRegistration> registration = lan.get().map(it -> it.announce(offer));
        return () -> registration.ifPresent(LanRegistration::close);
    }
}
