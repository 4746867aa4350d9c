package dev.godwit.network.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.identity.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is no Godwit peer does not get through the handshake: H3 and H5 of the security list. */
@Timeout(40)
class HandshakeTest {
    private static final KeyPair KEYS = keys();

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A certificate of {@link #KEYS} with this binding, or none. */
    private static X509Certificate certificate(byte @Nullable [] binding) throws Exception {
        X500Name name = new X500Name("CN=somebody");
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.EPOCH),
                Date.from(Instant.parse("2099-01-01T00:00:00Z")),
                name,
                SubjectPublicKeyInfo.getInstance(KEYS.getPublic().getEncoded()));
        if (binding != null) {
            builder.addExtension(new ASN1ObjectIdentifier(IdentityBinding.OID), false, new DEROctetString(binding));
        }
        byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.getPrivate()))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** The JDK's TLS with our key and any certificate, as a stranger would use it. */
    private static FutureTask<Boolean> stranger(Socket socket, boolean client, X509Certificate certificate) {
        return Loopback.start(() -> {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {new OneKey(certificate)}, new TrustManager[] {new AnyCertificate()}, null);
            try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 1, true)) {
                tls.setUseClientMode(client);
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {TlsEngines.ALPN});
                parameters.setNeedClientAuth(!client);
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                return tls.getInputStream().read() < 0;
            }
        });
    }

    private record OneKey(X509Certificate certificate) implements X509KeyManager {
        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {"a"};
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return "a";
        }

        @Override
        public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {"a"};
        }

        @Override
        public String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return "a";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return KEYS.getPrivate();
        }
    }

    private static void assertRefused(X509Certificate certificate) throws Exception {
        for (boolean weConnect : new boolean[] {true, false}) {
            Loopback loopback = Loopback.connect();
            FutureTask<Boolean> stranger =
                    stranger((weConnect ? loopback.server() : loopback.client()).socket(), !weConnect, certificate);
            assertThat(Loopback.faultOf(() -> weConnect
                                    ? TlsStream.open(loopback.client(), Loopback.CLIENT)
                                    : TlsStream.open(loopback.server(), Loopback.SERVER))
                            .code())
                    .isEqualTo(FaultCode.PROTOCOL_VIOLATION);
            assertThat((weConnect ? loopback.client() : loopback.server()).isOpen())
                    .isFalse();
            try {
                stranger.get();
            } catch (ExecutionException e) {
                // How the stranger learns of it is the JDK's affair.
            }
        }
    }

    @Test
    void theStrangerItselfCanPass() throws Exception {
        Identity eve = Identity.generate();
        Loopback loopback = Loopback.connect();
        FutureTask<Boolean> stranger =
                stranger(loopback.server().socket(), false, certificate(IdentityBinding.create(eve, KEYS.getPublic())));
        try (TlsStream stream = TlsStream.open(loopback.client(), Loopback.CLIENT)) {
            assertThat(stream.peer()).isEqualTo(eve.peerId());
        }
        assertThat(stranger.get()).isTrue();
    }

    @Test
    void aCertificateWithoutAnIdentity() throws Exception {
        assertRefused(certificate(null));
    }

    @Test
    void aBindingOfAnotherKey() throws Exception {
        PublicKey other = keys().getPublic();
        assertRefused(certificate(IdentityBinding.create(Identity.generate(), other)));
    }

    @Test
    void aBindingThatSomebodyElseSigned() throws Exception {
        byte[] binding = IdentityBinding.create(Identity.generate(), KEYS.getPublic());
        byte[] victim = Loopback.BOB.peerId().bytes();
        System.arraycopy(victim, 0, binding, 0, victim.length);
        assertRefused(certificate(binding));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 95, 97})
    void aBindingOfTheWrongLength(int length) throws Exception {
        assertRefused(certificate(new byte[length]));
    }

    /** BoringSSL looks at a certificate's key only; the JDK, which reads the rest later, must not throw it at anybody. */
    @Test
    void aCertificateThatTheJdkCanNotParse() throws Exception {
        X509Certificate certificate = certificate(IdentityBinding.create(Identity.generate(), KEYS.getPublic()));
        byte[] damaged = certificate.getEncoded();
        byte[] time = "700101000000Z".getBytes(StandardCharsets.US_ASCII);
        int at =
                new String(damaged, StandardCharsets.ISO_8859_1).indexOf(new String(time, StandardCharsets.ISO_8859_1));
        assertThat(at).isPositive();
        damaged[at] = 'x';
        assertRefused(new WrappedCertificate(certificate, damaged));
    }

    @Test
    void garbageInsteadOfAHandshake() throws Exception {
        for (boolean weConnect : new boolean[] {true, false}) {
            Loopback loopback = Loopback.connect();
            (weConnect ? loopback.server() : loopback.client())
                    .write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n and so on"
                            .repeat(200)
                            .getBytes(StandardCharsets.US_ASCII)));
            assertThat(Loopback.faultOf(() -> weConnect
                                    ? TlsStream.open(loopback.client(), Loopback.CLIENT)
                                    : TlsStream.open(loopback.server(), Loopback.SERVER))
                            .code())
                    .isEqualTo(FaultCode.PROTOCOL_VIOLATION);
            loopback.client().close();
            loopback.server().close();
        }
    }

    @Test
    void whoHangsUpInTheMiddleIsLost() throws Exception {
        Loopback loopback = Loopback.connect();
        loopback.server().shutdownOutput();
        assertThat(Loopback.faultOf(() -> TlsStream.open(loopback.client(), Loopback.CLIENT))
                        .code())
                .isEqualTo(FaultCode.CONNECTION_LOST);
        loopback.server().close();
    }

    /** H5: who sends a byte now and then is not silent, but the whole handshake has its limit. */
    @Test
    void aHandshakeThatTricklesIsAStall() throws Exception {
        Loopback loopback = Loopback.connect();
        // The head of a ClientHello of 16,000 bytes, RFC 8446 §5.1, of which the trickle would take minutes.
        byte[] head = {22, 3, 1, 62, (byte) 128, 1, 0, 62, 124};
        assertThat(loopback.client().write(ByteBuffer.wrap(head))).isEqualTo(head.length);
        FutureTask<TlsStream> opening =
                Loopback.start(() -> TlsStream.open(loopback.server(), Loopback.SERVER, Duration.ofMillis(200)));
        try (Trickle _ = new Trickle(() -> loopback.client().write(ByteBuffer.allocate(1)))) {
            assertThat(Loopback.faultOf(opening).code()).isEqualTo(FaultCode.PEER_STALLED);
        }
        assertThat(loopback.server().isOpen()).isFalse();
        loopback.client().close();
    }

    @Test
    void aHandshakeThatNeverEndsIsAStall() throws Exception {
        Loopback loopback = Loopback.connect();
        FutureTask<TlsStream> opening =
                Loopback.start(() -> TlsStream.open(loopback.server(), Loopback.SERVER, Duration.ofMillis(200)));
        assertThat(loopback.client().write(ByteBuffer.wrap(new byte[] {22, 3, 1})))
                .isEqualTo(3);
        assertThat(Loopback.faultOf(opening).code()).isEqualTo(FaultCode.PEER_STALLED);
        assertThat(loopback.server().isOpen()).isFalse();
        loopback.client().close();
    }

    @Test
    void aSocketThatIsClosedAlreadyLeavesNoEngine() throws Exception {
        Loopback loopback = Loopback.connect();
        loopback.client().close();
        assertThatThrownBy(() -> TlsStream.open(loopback.client(), Loopback.CLIENT))
                .isInstanceOf(IOException.class);
        loopback.server().close();
    }

    @Test
    void credentialsSurviveARestartAndBelongToOneIdentity() throws Exception {
        TlsCredentials made = TlsCredentials.create(Loopback.ANN);
        TlsCredentials restored = TlsCredentials.restore(made.keyDer(), made.certificateDer(), Loopback.ANN.peerId());
        assertThat(restored.certificate()).isEqualTo(made.certificate());
        assertThatThrownBy(() -> TlsCredentials.restore(made.keyDer(), made.certificateDer(), Loopback.BOB.peerId()))
                .isInstanceOf(GeneralSecurityException.class);
    }
}
