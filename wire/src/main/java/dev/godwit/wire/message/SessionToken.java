package dev.godwit.wire.message;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** The random name of a session that binds byte streams to it, known to its two peers only. PROTOCOL.md §4.3. */
public final class SessionToken {
    /** Length of a token. */
    public static final int BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] token;

    private SessionToken(byte[] token) {
        this.token = token;
    }

    /** A new random token. */
    public static SessionToken generate() {
        byte[] token = new byte[BYTES];
        RANDOM.nextBytes(token);
        return new SessionToken(token);
    }

    static SessionToken of(byte[] token) {
        return new SessionToken(token);
    }

    byte[] bytes() {
        return token.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionToken that && MessageDigest.isEqual(token, that.token);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(token);
    }

    @Override
    public String toString() {
        return "SessionToken[hidden]";
    }
}
