package dev.godwit.node.finding;

import dev.godwit.dht.Dht;
import dev.godwit.dht.node.Id;
import dev.godwit.node.finding.Discovery.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Announces a share in the DHT, and again before others forget it. One virtual thread until closed. BEP 5. */
final class DhtAnnouncement implements Announcement {
    /** Others forget after 30 minutes at the earliest. */
    private static final Duration PERIOD = Duration.ofMinutes(15);

    /** While nobody has taken it: the network may have come up only now. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final CountDownLatch closed = new CountDownLatch(1);

    private DhtAnnouncement() {}

    static DhtAnnouncement begin(Supplier<Optional<Dht>> node, Presence presence) {
        DhtAnnouncement announcement = new DhtAnnouncement();
        Thread.ofVirtual().name("dht-announce").start(() -> announcement.run(node, presence));
        return announcement;
    }

    private void run(Supplier<Optional<Dht>> node, Presence presence) {
        Optional<Dht> dht = node.get();
        if (dht.isEmpty()) {
            return;
        }
        List<Id> keys = List.of(
                Keys.of(presence.slot()).dht(), Keys.of(presence.share()).dht());
        try {
            boolean isStored;
            do {
                isStored = announce(dht.get(), keys, presence.port());
            } while (!closed.await((isStored ? PERIOD : RETRY).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean announce(Dht dht, List<Id> keys, int port) {
        try {
            boolean isStored = true;
            for (Id key : keys) {
                isStored &= dht.announce(key, port, false, _ -> {}).join().stored() > 0;
            }
            return isStored;
        } catch (CompletionException e) {
            // The node was closed; so is this, in a moment.
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
