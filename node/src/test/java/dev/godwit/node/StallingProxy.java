package dev.godwit.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a listener that lets so many bytes come back and then no more, without a word. */
final class StallingProxy implements AutoCloseable {
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final InetSocketAddress target;
    private final AtomicLong left;
    private final Queue<SocketChannel> sockets = new ConcurrentLinkedQueue<>();
    final CountDownLatch stalled = new CountDownLatch(1);

    StallingProxy(InetSocketAddress target, long bytes) throws IOException {
        this.target = target;
        this.left = new AtomicLong(bytes);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.socket().getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel near = server.accept();
                SocketChannel far = SocketChannel.open(target);
                sockets.add(near);
                sockets.add(far);
                Thread.ofVirtual().start(() -> pump(near, far, new AtomicLong(Long.MAX_VALUE)));
                Thread.ofVirtual().start(() -> pump(far, near, left));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void pump(SocketChannel from, SocketChannel to, AtomicLong budget) {
        ByteBuffer bytes = ByteBuffer.allocate(32 * 1024);
        try {
            while (from.read(bytes.clear()) >= 0) {
                if (budget.addAndGet(-bytes.position()) < 0) {
                    stalled.countDown();
                    return;
                }
                to.write(bytes.flip());
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two ends is gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }
}
