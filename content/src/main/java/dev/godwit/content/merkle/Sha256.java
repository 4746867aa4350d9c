package dev.godwit.content.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of all trees; every Java platform must have it. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
