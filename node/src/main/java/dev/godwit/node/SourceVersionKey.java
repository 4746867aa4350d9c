package dev.godwit.node;

import dev.godwit.content.merkle.Hash;
import dev.godwit.content.source.SourceVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Names one version of a source, for the journal of what was read of it. */
final class SourceVersionKey {

    private SourceVersionKey() {}

    static Hash of(SourceVersion version) {
        try {
            byte[] text = version.toString().getBytes(StandardCharsets.UTF_8);
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
