package dev.godwit.node.finding;

import dev.godwit.network.lan.Lan;
import dev.godwit.network.lan.LanSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** Opens discovery on the local network where this process may be seen. */
final class LanAccess {
    private LanAccess() {}

    /** @param bind the only address that others may learn of; empty for all */
    static Optional<Lan> open(Optional<InetAddress> bind) throws IOException {
        LanSettings settings =
                bind.map(address -> LanSettings.boundTo(Set.of(address))).orElseGet(LanSettings::everywhere);
        return Optional.of(Lan.open(settings));
    }
}
