package dev.godwit.wire.identity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A peer's public identity: its Ed25519 public key (RFC 8032). Immutable. The text form is base32 of the key and a
 * two-byte checksum, 55 letters. PROTOCOL.md §2.1.
 */
public final class PeerId {
    /** Length of the public key. */
    public static final int BYTES = 32;

    private static final int CHECKSUM_BYTES = 2;

    /** The DER header that makes a SubjectPublicKeyInfo of a raw key, RFC 8410 §4. */
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] key;

    private PeerId(byte[] key) {
        this.key = key;
    }

    /** The peer with this raw public key of {@value #BYTES} bytes. */
    public static PeerId of(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a peer id has " + BYTES + " bytes, not " + key.length);
        }
        return new PeerId(key.clone());
    }

    /** The peer whose public key this is; it must be an Ed25519 key. */
    static PeerId of(PublicKey publicKey) {
        byte[] spki = publicKey.getEncoded();
        return of(Arrays.copyOfRange(spki, SPKI_PREFIX.length, spki.length));
    }

    /** The peer whose public key this is in SubjectPublicKeyInfo DER (RFC 8410 §4); empty for anything else. */
    public static Optional<PeerId> ofDer(byte[] spki) {
        boolean fits = spki.length == SPKI_PREFIX.length + BYTES
                && Arrays.equals(spki, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0, SPKI_PREFIX.length);
        return fits
                ? Optional.of(new PeerId(Arrays.copyOfRange(spki, SPKI_PREFIX.length, spki.length)))
                : Optional.empty();
    }

    /** The peer whose text form this is; empty when it is not one, or a letter was changed. */
    public static Optional<PeerId> parse(String text) {
        return Base32.decode(text)
                .filter(bytes -> bytes.length == BYTES + CHECKSUM_BYTES)
                .filter(bytes -> Arrays.equals(
                        checksum(Arrays.copyOf(bytes, BYTES)), Arrays.copyOfRange(bytes, BYTES, bytes.length)))
                .map(bytes -> new PeerId(Arrays.copyOf(bytes, BYTES)));
    }

    /** The raw public key. */
    public byte[] bytes() {
        return key.clone();
    }

    /** Whether this peer signed {@code message}; false for anything malformed. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        byte[] spki = ByteBuffer.allocate(SPKI_PREFIX.length + BYTES)
                .put(SPKI_PREFIX)
                .put(key)
                .array();
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    }

    private static byte[] checksum(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Arrays.copyOf(digest.digest(key), CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerId that && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        byte[] text = Arrays.copyOf(key, BYTES + CHECKSUM_BYTES);
        System.arraycopy(checksum(key), 0, text, BYTES, CHECKSUM_BYTES);
        return Base32.encode(text);
    }
}
