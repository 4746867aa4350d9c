package dev.godwit.network.tls;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Makes BoringSSL engines for one role that speak TLS 1.3 and {@value #ALPN} only, with both sides showing a certificate.
 * The library is loaded in the background, since that takes longer than everything else a start does. Safe on every
 * thread.
 */
public final class TlsEngines {
    /** The application protocol, RFC 7301. */
    static final String ALPN = "godwit/1";

    private static final ApplicationProtocolConfig APPLICATION = new ApplicationProtocolConfig(
            Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, ALPN);

    static {
        // Netty's defaults cost a cold start hundreds of milliseconds for event classes and an allocator not used here.
        System.setProperty("io.netty.jfr.enabled", "false");
        System.setProperty("io.netty.allocator.type", "unpooled");
    }

    private final Supplier<TlsCredentials> credentials;
    private final CompletableFuture<SslContext> context;

    private TlsEngines(Supplier<TlsCredentials> credentials, Supplier<SslContextBuilder> role) {
        this.credentials = credentials;
        this.context = CompletableFuture.supplyAsync(
                () -> build(role.get()),
                task -> Thread.ofPlatform().daemon().name("tls").start(task));
    }

    /** Engines for the side that connects; asks for the credentials in the background. */
    public static TlsEngines forClient(Supplier<TlsCredentials> credentials) {
        return new TlsEngines(
                credentials,
                () -> SslContextBuilder.forClient()
                        .keyManager(new OneKeyManager(credentials.get()))
                        .endpointIdentificationAlgorithm(null));
    }

    /** Engines for the side that listens; asks for the credentials in the background. */
    public static TlsEngines forServer(Supplier<TlsCredentials> credentials) {
        return new TlsEngines(
                credentials,
                () -> SslContextBuilder.forServer(new OneKeyManager(credentials.get()))
                        .clientAuth(ClientAuth.REQUIRE));
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return builder.sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols("TLSv1.3")
                    .applicationProtocolConfig(APPLICATION)
                    .trustManager(new AnyCertificate())
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("BoringSSL does not start: " + e.getMessage(), e);
        }
    }

    /** What these engines show to a peer, in DER. */
    byte[] ownCertificate() {
        return credentials.get().certificateDer();
    }

    /** A new engine, to be released by Netty's reference counting when its stream is closed. */
    SSLEngine create() {
        return context.join().newEngine(UnpooledByteBufAllocator.DEFAULT);
    }
}
