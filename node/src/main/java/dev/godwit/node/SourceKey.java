package dev.godwit.node;

import dev.godwit.content.merkle.Hash;
import dev.godwit.content.source.SourceVersion;
import dev.godwit.wire.ticket.ShareId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names what a sender's journals are about. */
final class SourceKey {

    private SourceKey() {}

    /** One version of a file. */
    static Hash of(SourceVersion version) {
        return hash(version.toString());
    }

    /** The entries of a share. */
    static Hash ofShare(ShareId share) {
        return hash("share " + share);
    }

    private static Hash hash(String text) {
        try {
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
