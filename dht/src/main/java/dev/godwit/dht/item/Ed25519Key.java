package dev.godwit.dht.item;

import dev.godwit.dht.bencode.ByteString;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** A raw Ed25519 public key. RFC 8032 §5.1.5. */
public record Ed25519Key(ByteString bytes) {
    /** Length of the key. */
    public static final int BYTES = 32;

    /** The DER header that makes a SubjectPublicKeyInfo of a raw key. RFC 8410 §4. */
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** A key of {@value #BYTES} bytes; whether it is a point of the curve shows when it is used. */
    public Ed25519Key {
        if (bytes.length() != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + bytes.length());
        }
    }

    /** Whether {@code signature} is this key's over {@code message}; false for anything malformed. */
    public boolean verifies(byte[] message, ByteString signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der())));
            verifier.update(message);
            return verifier.verify(signature.bytes());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private byte[] der() {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.writeBytes(SPKI_PREFIX);
        der.writeBytes(bytes.bytes());
        return der.toByteArray();
    }

    /** The key in hexadecimal. */
    @Override
    public String toString() {
        return bytes.toString();
    }
}
