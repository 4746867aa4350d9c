package dev.godwit.network.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What names one pair of TLS keys in their roles: the hash of both certificates. Netty's BoringSSL has no exporter (RFC
 * 9266), so what is bound to it is fresh itself. PROTOCOL.md §4.1.
 */
final class ChannelBinding {
    private static final byte[] LABEL = "godwit channel 1".getBytes(StandardCharsets.US_ASCII);

    private ChannelBinding() {}

    static byte[] of(SSLEngine engine, byte[] ownCertificate) {
        byte[] peerCertificate = peerCertificate(engine);
        boolean isClient = engine.getUseClientMode();
        MessageDigest whole = sha256();
        whole.update(LABEL);
        whole.update(sha256().digest(isClient ? ownCertificate : peerCertificate));
        whole.update(sha256().digest(isClient ? peerCertificate : ownCertificate));
        return whole.digest();
    }

    private static byte[] peerCertificate(SSLEngine engine) {
        try {
            return engine.getSession().getPeerCertificates()[0].getEncoded();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            throw new IllegalStateException("the handshake is not over", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
