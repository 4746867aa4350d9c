package dev.godwit.dht.engine;

import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.storage.StorageLimits;
import java.util.Set;

/**
 * What kind of node.
 *
 * @param rules which network: public or private
 * @param families the networks that it can send to; for both there is one node each, with its own id and table
 * @param readOnly whether it only asks
 * @param storage how much it keeps for others
 * @param replyBytesPerSecond how much it sends to those who ask
 */
public record EngineSettings(
        AddressRules rules,
        Set<Family> families,
        ReadOnlyMode readOnly,
        StorageLimits storage,
        int replyBytesPerSecond) {
    /** Settings; at least one family. */
    public EngineSettings {
        families = Set.copyOf(families);
        if (families.isEmpty() || replyBytesPerSecond <= 0) {
            throw new IllegalArgumentException(families + ", " + replyBytesPerSecond + " bytes a second");
        }
    }
}
