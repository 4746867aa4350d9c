package dev.godwit.network.tls;

import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.identity.PeerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/**
 * The certificate extension that binds a TLS key to an identity: the peer's Ed25519 key and its signature of the TLS key,
 * in the manner of the libp2p TLS specification, since BoringSSL takes no Ed25519 certificates. PROTOCOL.md §4.1.
 */
final class IdentityBinding {
    /** Under 2.25: an object identifier from a random UUID needs no registration (ITU-T X.667). */
    static final String OID = "2.25.197538520471532867240176937516374928311";

    private static final byte[] LABEL = "godwit tls identity 1".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNATURE_BYTES = 64;
    private static final int BINDING_BYTES = PeerId.BYTES + SIGNATURE_BYTES;

    /** Two DER octet strings, one in the other: the extension's value as every extension wraps it, and ours in it. */
    private static final byte[] WRAPPING = {0x04, BINDING_BYTES + 2, 0x04, BINDING_BYTES};

    private IdentityBinding() {}

    /** The bytes that bind {@code tlsKey} to {@code identity}. */
    static byte[] create(Identity identity, PublicKey tlsKey) {
        return ByteBuffer.allocate(BINDING_BYTES)
                .put(identity.peerId().bytes())
                .put(identity.sign(signedBytes(tlsKey)))
                .array();
    }

    /** The identity that {@code certificate} proves, given that its holder has its key. */
    static PeerId verify(X509Certificate certificate) throws CertificateException {
        byte[] extension = certificate.getExtensionValue(OID);
        if (extension == null
                || extension.length != WRAPPING.length + BINDING_BYTES
                || !Arrays.equals(extension, 0, WRAPPING.length, WRAPPING, 0, WRAPPING.length)) {
            throw new CertificateException("the certificate names no Godwit identity");
        }
        int signatureAt = WRAPPING.length + PeerId.BYTES;
        PeerId peer = PeerId.of(Arrays.copyOfRange(extension, WRAPPING.length, signatureAt));
        byte[] signature = Arrays.copyOfRange(extension, signatureAt, extension.length);
        if (!peer.verifies(signedBytes(certificate.getPublicKey()), signature)) {
            throw new CertificateException("the certificate's identity did not sign its key");
        }
        return peer;
    }

    private static byte[] signedBytes(PublicKey tlsKey) {
        byte[] spki = tlsKey.getEncoded();
        return ByteBuffer.allocate(LABEL.length + spki.length)
                .put(LABEL)
                .put(spki)
                .array();
    }
}
