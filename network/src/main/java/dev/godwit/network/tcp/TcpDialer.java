package dev.godwit.network.tcp;

import dev.godwit.network.tls.TlsEngines;
import dev.godwit.network.tls.TlsStream;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Dialer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/** Connects over TCP, and TLS on it. Safe on every thread. */
public final class TcpDialer implements Dialer {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final TlsEngines engines;
    private final Cancellation cancellation;

    /** Connects with engines of the client's role, until cancelled. */
    public TcpDialer(TlsEngines engines, Cancellation cancellation) {
        this.engines = engines;
        this.cancellation = cancellation;
    }

    @Override
    public ByteStream dial(Optional<PeerId> expected, InetSocketAddress address) throws IOException {
        cancellation.check();
        TlsStream stream = secure(connect(address));
        if (expected.isPresent() && !stream.peer().equals(expected.get())) {
            stream.close();
            throw Fault.of(FaultCode.IDENTITY_MISMATCH, Addresses.text(address)).exception();
        }
        return stream;
    }

    private TlsStream secure(SocketChannel socket) throws IOException {
        try (Cancellation.Registration _ = cancellation.onCancel(() -> closeQuietly(socket))) {
            return TlsStream.open(socket, engines);
        } catch (FaultException e) {
            cancellation.check();
            throw e;
        }
    }

    private SocketChannel connect(InetSocketAddress address) throws IOException {
        InetSocketAddress resolved =
                address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
        if (resolved.isUnresolved()) {
            throw Fault.of(FaultCode.NO_ROUTE, Addresses.text(address) + " (no such host)")
                    .exception();
        }
        SocketChannel socket = SocketChannel.open();
        try (Cancellation.Registration _ = cancellation.onCancel(() -> closeQuietly(socket))) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.socket().connect(resolved, (int) CONNECT_LIMIT.toMillis());
            return socket;
        } catch (IOException e) {
            closeQuietly(socket);
            cancellation.check();
            throw Fault.of(FaultCode.NO_ROUTE, Addresses.text(address)).exception(e);
        }
    }

    private static void closeQuietly(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}
