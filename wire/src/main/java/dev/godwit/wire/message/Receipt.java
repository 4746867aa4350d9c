package dev.godwit.wire.message;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.ticket.ShareId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a receiver signs when everything is verified and in place: proof for both sides. PROTOCOL.md §7.7.
 *
 * @param sender who offered the share
 * @param receiver who fetched it, and signs
 * @param shareId which share
 * @param contentId what it held: of one file its content, of anything else its manifest (§8.2)
 * @param unixSeconds when, by the receiver's clock
 * @param whole whether nothing was left out
 */
public record Receipt(
        PeerId sender, PeerId receiver, ShareId shareId, ContentId contentId, long unixSeconds, boolean whole) {
    private static final byte[] LABEL = "godwit receipt 1".getBytes(StandardCharsets.US_ASCII);

    /** The bytes that the signature covers. */
    public byte[] signedBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(
                LABEL.length + 2 * PeerId.BYTES + ShareId.BYTES + Long.BYTES + Hash.BYTES + Long.BYTES + Byte.BYTES);
        bytes.put(LABEL).put(sender.bytes()).put(receiver.bytes()).put(shareId.bytes());
        bytes.putLong(contentId.length());
        contentId.root().write(bytes);
        return bytes.putLong(unixSeconds).put((byte) (whole ? 1 : 0)).array();
    }
}
