package dev.godwit.network.tls;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Two ends of one TCP connection of this machine, and TLS over them. */
record Loopback(SocketChannel client, SocketChannel server) {
    static final Identity ANN = Identity.generate();
    static final Identity BOB = Identity.generate();
    static final TlsEngines CLIENT = TlsEngines.forClient(() -> TlsCredentials.create(ANN));
    static final TlsEngines SERVER = TlsEngines.forServer(() -> TlsCredentials.create(BOB));

    static Loopback connect() throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(listening.getLocalAddress());
            return new Loopback(client, listening.accept());
        }
    }

    /** A pair of authenticated streams. */
    record Streams(TlsStream client, TlsStream server) implements AutoCloseable {
        static Streams open() throws Exception {
            Loopback loopback = connect();
            FutureTask<TlsStream> server = start(() -> TlsStream.open(loopback.server(), SERVER));
            TlsStream client = TlsStream.open(loopback.client(), CLIENT);
            return new Streams(client, server.get());
        }

        @Override
        public void close() {
            Thread other = Thread.ofVirtual().start(server::close);
            client.close();
            try {
                other.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }

    static Fault faultOf(Callable<?> call) throws Exception {
        try {
            throw new AssertionError("no fault but " + call.call());
        } catch (FaultException e) {
            return e.fault();
        }
    }

    static Fault faultOf(FutureTask<?> task) throws InterruptedException {
        try {
            throw new AssertionError("no fault but " + task.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FaultException fault) {
                return fault.fault();
            }
            throw new AssertionError("no fault", e.getCause());
        }
    }

    /** Reads until the peer's end. */
    static byte[] readAll(TlsStream stream, int max) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(max);
        while (bytes.hasRemaining() && stream.read(bytes) >= 0) {
            // The loop's condition does the work.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
