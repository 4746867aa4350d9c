package dev.godwit.network.tcp;

import dev.godwit.network.tls.TlsEngines;
import dev.godwit.network.tls.TlsStream;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.Acceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Listens on one TCP port, on one address or on all, IPv4 and IPv6. One thread accepts; each connection has a thread of
 * its own, through the handshake and into the {@link Acceptor}.
 */
public final class TcpListener implements AutoCloseable {
    /** Connections that may be open at once. */
    private static final int CONNECTIONS_MAX = 512;

    /** How long to leave the system alone after it could not accept. */
    private static final long BREATH_MILLIS = 100;

    /** Connections that the system holds until there is room. */
    private static final int BACKLOG = 128;

    private final ServerSocketChannel server;
    private final Optional<InetAddress> bind;
    private final TlsEngines engines;
    private final Acceptor acceptor;
    private final Semaphore room = new Semaphore(CONNECTIONS_MAX);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private TcpListener(ServerSocketChannel server, Optional<InetAddress> bind, TlsEngines engines, Acceptor acceptor) {
        this.server = server;
        this.bind = bind;
        this.engines = engines;
        this.acceptor = acceptor;
    }

    /**
     * Starts to listen.
     *
     * @param bind the only address to listen on; empty for all
     * @param port the port; 0 to let the system choose
     * @throws FaultException {@link FaultCode#USAGE} when the port or address can not be had
     */
    public static TcpListener open(Optional<InetAddress> bind, int port, TlsEngines engines, Acceptor acceptor)
            throws FaultException {
        InetSocketAddress address =
                bind.map(ip -> new InetSocketAddress(ip, port)).orElseGet(() -> new InetSocketAddress(port));
        try {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, BACKLOG);
            TcpListener listener = new TcpListener(server, bind, engines, acceptor);
            Thread.ofVirtual().name("listener").start(listener::run);
            return listener;
        } catch (IOException e) {
            throw Fault.of(FaultCode.USAGE, "Can not listen on port " + port + ": " + e.getMessage())
                    .exception(e);
        }
    }

    /** The addresses that others can try, best first. */
    public List<InetSocketAddress> addresses() {
        int port = server.socket().getLocalPort();
        return bind.map(ip -> List.of(new InetSocketAddress(ip, port))).orElseGet(() -> LocalAddresses.all(port));
    }

    /** The port it listens on. */
    public int port() {
        return server.socket().getLocalPort();
    }

    private void run() {
        while (server.isOpen()) {
            room.acquireUninterruptibly();
            try {
                SocketChannel socket = server.accept();
                Thread.ofPlatform().daemon().name("stream").start(() -> serve(socket));
            } catch (IOException e) {
                // Closed, or out of descriptors: those that are open go on, and give theirs back.
                room.release();
                breathe();
            }
        }
    }

    /** Out of descriptors, every further try would fail at once: a processor at full load for nothing. */
    private void breathe() {
        try {
            boolean _ = closed.await(BREATH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel socket) {
        open.add(socket);
        if (!server.isOpen()) {
            // It was accepted while close() went through those that are open.
            closeQuietly(socket);
        }
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            try (TlsStream stream = TlsStream.open(socket, engines)) {
                acceptor.accept(stream);
            }
        } catch (IOException e) {
            // Whoever can't finish the handshake is nobody.
        } finally {
            closeQuietly(socket);
            open.remove(socket);
            room.release();
        }
    }

    /** Stops to listen, and closes what is open. */
    @Override
    public void close() {
        closeQuietly(server);
        closed.countDown();
        open.forEach(TcpListener::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            // It is closed as far as it can be.
        }
    }
}
