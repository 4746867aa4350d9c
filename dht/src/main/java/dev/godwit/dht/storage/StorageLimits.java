package dev.godwit.dht.storage;

import java.time.Duration;

/**
 * How much is kept for others.
 *
 * @param infoHashes at most
 * @param peersPerInfoHash at most
 * @param items at most
 * @param entriesPerOrigin info-hashes, and as many items, that one origin may bring: an address or a /64
 * @param peerLifetime after which a peer must have announced itself again
 * @param itemLifetime after which an item must have been stored again
 */
public record StorageLimits(
        int infoHashes,
        int peersPerInfoHash,
        int items,
        int entriesPerOrigin,
        Duration peerLifetime,
        Duration itemLifetime) {
    /**
     * 2,000 info-hashes and 500 peers each (pubky/mainline), 700 items (libtorrent), 45 minutes for peers (libtorrent), two
     * hours for items (BEP 44).
     */
    public static final StorageLimits USUAL =
            new StorageLimits(2_000, 500, 700, 50, Duration.ofMinutes(45), Duration.ofHours(2));
}
