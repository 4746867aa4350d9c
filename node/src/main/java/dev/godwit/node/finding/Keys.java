package dev.godwit.node.finding;

import dev.godwit.dht.node.Id;
import dev.godwit.network.lan.service.LanTag;
import dev.godwit.wire.code.Slot;
import dev.godwit.wire.ticket.ShareId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Under what a share is found: hashes of what both sides know and nobody is told. PROTOCOL.md §4.4.
 *
 * @param lan on the local network
 * @param dht in the DHT
 */
record Keys(LanTag lan, Id dht) {
    private static final String SHARE_LAN = "godwit share lan 1";
    private static final String SHARE_DHT = "godwit share dht 1";

    /** For who has a code. */
    static Keys of(Slot slot) {
        return new Keys(LanTag.of(slot.lanTag()), Id.of(slot.lookupKey()));
    }

    /** For who has a ticket. */
    static Keys of(ShareId share) {
        return new Keys(
                LanTag.of(Arrays.copyOf(hash(SHARE_LAN, share), LanTag.BYTES)),
                Id.of(Arrays.copyOf(hash(SHARE_DHT, share), Id.BYTES)));
    }

    private static byte[] hash(String label, ShareId share) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(label.getBytes(StandardCharsets.US_ASCII));
            return digest.digest(share.bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
