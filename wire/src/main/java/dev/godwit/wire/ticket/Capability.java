package dev.godwit.wire.ticket;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The 128-bit secret that lets its holder open one share. Immutable; {@link #toString} hides it; equality takes the same
 * time wherever two differ. PROTOCOL.md §3.2.
 */
public final class Capability {
    /** Length of the secret. */
    public static final int BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    private Capability(byte[] secret) {
        this.secret = secret;
    }

    /** A new random secret. */
    public static Capability generate() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return new Capability(secret);
    }

    /** The capability with these {@value #BYTES} bytes. */
    public static Capability of(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a capability has " + BYTES + " bytes, not " + secret.length);
        }
        return new Capability(secret.clone());
    }

    /** The secret itself. */
    public byte[] bytes() {
        return secret.clone();
    }

    /** The public id of the share that this secret opens. */
    public ShareId shareId() {
        return ShareId.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Capability that && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "Capability[hidden]";
    }
}
