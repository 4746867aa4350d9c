package dev.godwit.transfer.receive;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.ticket.ShareId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/** Names what a journal is about: one version of one entry of one share. */
final class JournalKey {

    private JournalKey() {}

    static Hash of(ShareId share, Entry entry) {
        try {
            Instant modified = entry.modifiedTime();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(share.bytes());
            digest.update(ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES)
                    .putLong(entry.length())
                    .putLong(modified.getEpochSecond())
                    .putInt(modified.getNano())
                    .flip());
            entry.path().forEach(component -> {
                digest.update((byte) 0);
                digest.update(component.getBytes(StandardCharsets.UTF_8));
            });
            return Hash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
