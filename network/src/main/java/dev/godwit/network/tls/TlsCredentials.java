package dev.godwit.network.tls;

import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A P-256 key and a self-signed certificate for it that carries the identity's signature. Made once and kept: TLS 1.3
 * gives every connection fresh keys of its own. Immutable, safe on every thread.
 */
public final class TlsCredentials {
    private static final String CURVE = "secp256r1";

    private final PrivateKey key;
    private final X509Certificate certificate;

    private TlsCredentials(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** A new key and certificate for {@code identity}. */
    public static TlsCredentials create(Identity identity) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            KeyPair pair = generator.generateKeyPair();
            byte[] der = SelfSignedCertificate.create(pair, IdentityBinding.create(identity, pair.getPublic()));
            return new TlsCredentials(pair.getPrivate(), parse(der));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK can make a P-256 certificate", e);
        }
    }

    /**
     * The credentials whose {@link #keyDer} and {@link #certificateDer} these are.
     *
     * @throws GeneralSecurityException when they are damaged or belong to another identity
     */
    public static TlsCredentials restore(byte[] keyDer, byte[] certificateDer, PeerId owner)
            throws GeneralSecurityException {
        PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(keyDer));
        X509Certificate certificate = parse(certificateDer);
        if (!IdentityBinding.verify(certificate).equals(owner)) {
            throw new GeneralSecurityException("the certificate belongs to another identity");
        }
        return new TlsCredentials(key, certificate);
    }

    private static X509Certificate parse(byte[] der) throws GeneralSecurityException {
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        return (X509Certificate) certificates.generateCertificate(new ByteArrayInputStream(der));
    }

    /** The private key in PKCS#8 DER: a secret. */
    public byte[] keyDer() {
        return key.getEncoded();
    }

    /** The certificate in DER. */
    public byte[] certificateDer() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a parsed certificate has an encoding", e);
        }
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }
}
