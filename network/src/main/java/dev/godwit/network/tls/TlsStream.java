package dev.godwit.network.tls;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Route;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One TLS 1.3 connection over a blocking socket, with a peer whose identity is proven. PROTOCOL.md §4.1. */
public final class TlsStream implements ByteStream {
    /** How long the handshake may take. */
    public static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    /** How long closing waits for the peer's own goodbye, so that ours is not overtaken by a reset. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private final SocketChannel socket;
    private final TlsEngines engines;
    private final SSLEngine engine;
    private final RecordWriter writer;
    private final RecordReader reader;
    private final Route route;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Patience patience = new Patience();
    private volatile boolean stalled;
    private @Nullable PeerId peer;

    private TlsStream(SocketChannel socket, InetSocketAddress remote, TlsEngines engines) {
        this.socket = socket;
        this.engines = engines;
        this.engine = engines.create();
        this.writer = new RecordWriter(socket, engine);
        this.reader = new RecordReader(socket, engine, writer);
        this.route = new Route(Route.Kind.TCP, remote);
        silenceLimit(HANDSHAKE_LIMIT);
    }

    /**
     * Runs the handshake over a connected, blocking socket, and learns who is there.
     *
     * @throws FaultException protocol violation when it is no Godwit peer, stalled, or connection lost
     */
    public static TlsStream open(SocketChannel socket, TlsEngines engines) throws IOException {
        return open(socket, engines, HANDSHAKE_LIMIT);
    }

    static TlsStream open(SocketChannel socket, TlsEngines engines, Duration handshakeLimit) throws IOException {
        // Before the engine, which nobody would release: a socket that is closed by now has no address.
        InetSocketAddress remote = (InetSocketAddress) socket.getRemoteAddress();
        TlsStream stream = new TlsStream(socket, remote, engines);
        stream.deadline(handshakeLimit);
        SilenceWatch.watch(stream);
        try {
            TlsHandshake.run(stream.engine, stream.reader, stream.writer);
            stream.peer = stream.identify();
            stream.deadline(Duration.ZERO);
            return stream;
        } catch (IOException e) {
            stream.closeNow();
            throw stream.handshakeFault(e);
        } catch (RuntimeException e) {
            // A certificate that BoringSSL takes and the JDK can not parse shows as one of these.
            stream.closeNow();
            throw stream.handshakeFault(new SSLException(e));
        }
    }

    private PeerId identify() throws IOException {
        if (!TlsEngines.ALPN.equals(engine.getApplicationProtocol())) {
            throw new SSLException("it speaks no " + TlsEngines.ALPN);
        }
        try {
            return IdentityBinding.verify((X509Certificate) engine.getSession().getPeerCertificates()[0]);
        } catch (CertificateException e) {
            throw new SSLException(e.getMessage(), e);
        }
    }

    private FaultException handshakeFault(IOException e) {
        if (stalled) {
            return Fault.of(FaultCode.PEER_STALLED, route.remoteText() + " does not finish the TLS handshake")
                    .exception(e);
        }
        if (e instanceof SSLException) {
            return Fault.of(FaultCode.PROTOCOL_VIOLATION, route.remoteText() + " fails the TLS handshake")
                    .exception(e);
        }
        return fault(e);
    }

    @Override
    public PeerId peer() {
        if (peer == null) {
            throw new IllegalStateException("the handshake is not over");
        }
        return peer;
    }

    @Override
    public byte[] channelBinding() {
        return ChannelBinding.of(engine, engines.ownCertificate());
    }

    @Override
    public Route route() {
        return route;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        try {
            return reader.read(destination);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        try {
            writer.write(sources);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            writer.flush();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public void silenceLimit(Duration limit) {
        patience.silence(limit, System.nanoTime());
    }

    @Override
    public void deadline(Duration limit) {
        patience.deadline(limit, System.nanoTime());
    }

    /** Looks, for the watching thread, whether the deadline has passed, or a read or write has waited too long. */
    void endIfOver(long nowNanos) {
        if (patience.isTooLate(nowNanos)
                || patience.isSilent(reader.blockedSinceNanos(), nowNanos)
                || patience.isSilent(writer.blockedSinceNanos(), nowNanos)) {
            abortStalled();
        }
    }

    private void abortStalled() {
        stalled = true;
        closeSocket();
    }

    private FaultException fault(IOException e) {
        if (stalled) {
            return Fault.of(FaultCode.PEER_STALLED, "nothing came from " + route.remoteText())
                    .exception(e);
        }
        String why = switch (e) {
            case ClosedChannelException ignored -> "it was closed";
            case EOFException ignored -> "it ended without a goodbye";
            case SSLException ignored -> "its encryption does not fit";
            default -> String.valueOf(e.getMessage());
        };
        return Fault.of(FaultCode.CONNECTION_LOST, why).exception(e);
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        Runnable tooLate = SilenceWatch.after(LINGER, this::closeSocket);
        try {
            writer.end();
            reader.discardUntilEnd();
            reader.awaitReader(LINGER.toMillis());
        } catch (IOException e) {
            // The peer is gone: nobody is left to say goodbye to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tooLate.run();
            release();
        }
    }

    private void closeNow() {
        closed.set(true);
        release();
    }

    private void release() {
        SilenceWatch.forget(this);
        closeSocket();
        reader.afterLastReader(() -> writer.afterLastWriter(() -> ReferenceCountUtil.release(engine)));
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}
