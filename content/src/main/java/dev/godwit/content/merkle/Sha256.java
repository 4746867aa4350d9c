package dev.godwit.content.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of all trees and identities; every Java platform must have it. */
public final class Sha256 {
    private Sha256() {}

    /** A new digest, for one thread. */
    public static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
