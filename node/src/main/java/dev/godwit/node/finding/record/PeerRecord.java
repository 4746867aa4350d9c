package dev.godwit.node.finding.record;

import dev.godwit.dht.record.SignedRecord;
import dev.godwit.dht.record.TextEntry;
import dev.godwit.wire.link.Addresses;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a peer says that it listens. PROTOCOL.md §4.6.
 *
 * @param addresses the best first; others than the first {@value #ADDRESSES_MAX} are left out
 */
public record PeerRecord(List<InetSocketAddress> addresses) {
    /** So that the longest addresses still fit into a packet of {@value SignedRecord#PACKET_BYTES_MAX} bytes. */
    public static final int ADDRESSES_MAX = 8;

    private static final String NAME = "_godwit";
    private static final String ADDRESS = "addr=";
    private static final int TIME_TO_LIVE_SECONDS = 300;

    /** Leaves out what is there twice. */
    public PeerRecord {
        addresses = addresses.stream().distinct().limit(ADDRESSES_MAX).toList();
    }

    /** As it is published. */
    public List<TextEntry> entries() {
        return addresses.stream()
                .map(address -> new TextEntry(NAME, ADDRESS + Addresses.text(address), TIME_TO_LIVE_SECONDS))
                .toList();
    }

    /** As it was published; what this version does not know, and what is no address, is skipped. */
    public static PeerRecord of(SignedRecord record) {
        return new PeerRecord(record.entries().stream()
                .filter(entry -> entry.name().equals(NAME) && entry.text().startsWith(ADDRESS))
                .map(entry -> Addresses.parse(entry.text().substring(ADDRESS.length())))
                .flatMap(Optional::stream)
                .toList());
    }
}
