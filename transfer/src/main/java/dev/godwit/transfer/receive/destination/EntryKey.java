package dev.godwit.transfer.receive.destination;

import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.ticket.ShareId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names what a journal is about: a share, or one version of one entry of it. */
public final class EntryKey {
    private EntryKey() {}

    /** Of the journal of a share's entries. */
    public static Hash ofShare(ShareId share) {
        return Hash.of(digest(share).digest());
    }

    /** Of the journal of one file's pieces; {@code identity} tells this version of it from all others. */
    public static Hash ofEntry(ShareId share, long identity) {
        MessageDigest digest = digest(share);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(identity).flip());
        return Hash.of(digest.digest());
    }

    private static MessageDigest digest(ShareId share) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("godwit entries 1".getBytes(StandardCharsets.US_ASCII));
            digest.update(share.bytes());
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
