package dev.godwit.node.finding;

import dev.godwit.node.finding.Discovery.Presence;
import dev.godwit.node.finding.record.PeerRecord;
import dev.godwit.node.finding.record.RecordPublisher;
import dev.godwit.node.finding.record.RecordTerms;
import dev.godwit.node.home.RecordNumbers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** What others find in the DHT: a share by its keys (BEP 5), and its sender by the record of its identity (BEP 44). */
final class DhtAnnouncement {
    /** Others forget an announcement after 30 minutes at the earliest. */
    private static final Duration SHARE_PERIOD = Duration.ofMinutes(15);

    /** Others forget a record after two hours. */
    private static final Duration RECORD_PERIOD = Duration.ofHours(1);

    private DhtAnnouncement() {}

    static Announcement ofShare(Supplier<Optional<DhtAccess>> access, Presence presence) {
        return Repetition.begin(
                "dht-announce",
                () -> access.get().isEmpty() || isAnnounced(access.get().get(), presence),
                SHARE_PERIOD);
    }

    private static boolean isAnnounced(DhtAccess access, Presence presence) {
        boolean isSlotStored = isStored(access, Keys.of(presence.slot()), presence.port());
        boolean isShareStored = isStored(access, Keys.of(presence.share()), presence.port());
        return isSlotStored && isShareStored;
    }

    private static boolean isStored(DhtAccess access, Keys keys, int port) {
        return access.dht().announce(keys.dht(), port, false, _ -> {}).join().isKept();
    }

    static Announcement ofPeer(
            Supplier<Optional<DhtAccess>> access, Presence presence, RecordTerms terms, RecordNumbers numbers) {
        return Repetition.begin(
                "dht-record",
                () -> access.get().isEmpty() || isPublished(access.get().get(), presence, terms, numbers),
                RECORD_PERIOD);
    }

    private static boolean isPublished(DhtAccess access, Presence presence, RecordTerms terms, RecordNumbers numbers) {
        Optional<PeerRecord> record = terms.record(presence.addresses(), access.network());
        return record.isPresent()
                && (record.get().addresses().isEmpty()
                        || new RecordPublisher(access.dht(), presence.identity(), numbers, InstantSource.system())
                                .publish(record.get()));
    }
}
