package dev.godwit.wire.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** This peer's Ed25519 key pair (RFC 8032). Immutable, safe on every thread; {@link #toString} shows the public half. */
public final class Identity {
    private static final byte[] PROBE = {'g', 'o', 'd', 'w', 'i', 't'};

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final PeerId peerId;

    private Identity(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.peerId = PeerId.of(publicKey);
    }

    /** A new random identity. */
    public static Identity generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new Identity(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK since 15 has Ed25519", e);
        }
    }

    /**
     * The identity whose {@link #privateKeyDer} and {@link #publicKeyDer} these are.
     *
     * @throws GeneralSecurityException when they are damaged or do not belong together
     */
    public static Identity restore(byte[] privateKeyDer, byte[] publicKeyDer) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        Identity identity = new Identity(
                keys.generatePrivate(new PKCS8EncodedKeySpec(privateKeyDer)),
                keys.generatePublic(new X509EncodedKeySpec(publicKeyDer)));
        if (!identity.peerId.verifies(PROBE, identity.sign(PROBE))) {
            throw new GeneralSecurityException("the two halves of the key do not belong together");
        }
        return identity;
    }

    /** The public half. */
    public PeerId peerId() {
        return peerId;
    }

    /** The private key in PKCS#8 DER (RFC 8410 §7): a secret. */
    public byte[] privateKeyDer() {
        return privateKey.getEncoded();
    }

    /** The public key in X.509 SubjectPublicKeyInfo DER (RFC 8410 §4). */
    public byte[] publicKeyDer() {
        return publicKey.getEncoded();
    }

    /** The 64-byte signature of {@code message}. */
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("an Ed25519 key of our own signs", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity that && Arrays.equals(privateKeyDer(), that.privateKeyDer());
    }

    @Override
    public int hashCode() {
        return peerId.hashCode();
    }

    @Override
    public String toString() {
        return "Identity[" + peerId + "]";
    }
}
