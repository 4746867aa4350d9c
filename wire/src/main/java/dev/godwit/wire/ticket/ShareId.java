package dev.godwit.wire.ticket;

import dev.godwit.wire.identity.Base32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The public name of a share: the first 80 bits of SHA-256("godwit share 1" ‖ capability), so a ticket needs only the
 * capability, and the id may be shown and logged. PROTOCOL.md §3.2.
 */
public final class ShareId {
    /** Length of an id. */
    public static final int BYTES = 10;

    private static final byte[] LABEL = "godwit share 1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] id;

    private ShareId(byte[] id) {
        this.id = id;
    }

    static ShareId of(Capability capability) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(LABEL);
            return new ShareId(Arrays.copyOf(digest.digest(capability.bytes()), BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The id with these {@value #BYTES} bytes. */
    public static ShareId of(byte[] id) {
        if (id.length != BYTES) {
            throw new IllegalArgumentException("a share id has " + BYTES + " bytes, not " + id.length);
        }
        return new ShareId(id.clone());
    }

    /** The raw id. */
    public byte[] bytes() {
        return id.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShareId that && Arrays.equals(id, that.id);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(id);
    }

    @Override
    public String toString() {
        return Base32.encode(id);
    }
}
