package dev.godwit.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A bad network in one class: forwards TCP connections from a port of its own to another one of this machine, counts the
 * bytes, and slows them down, holds them or cuts them off when it is told to. "Down" is from the target to whoever
 * connects. Two threads a connection; safe on every thread.
 */
public final class TcpProxy implements AutoCloseable {
    /** Small, so that what is held here and in the kernel is little beside what the tests send. */
    private static final int CHUNK_BYTES = 16 * 1024;

    private static final int SOCKET_BUFFER_BYTES = 64 * 1024;
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket server;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private long downBytes;
    private long upBytes;
    private long holdAtBytes = NEVER;
    private long cutAtBytes = NEVER;
    private long cutEveryBytes;
    private long bytesPerSecond = NEVER;
    private long busyUntilNanos = System.nanoTime();
    private int connections;
    private int cuts;

    private TcpProxy(ServerSocket server, int targetPort) {
        this.server = server;
        this.targetPort = targetPort;
    }

    /** Starts to forward to a port of 127.0.0.1. */
    public static TcpProxy to(int targetPort) throws IOException {
        ServerSocket server = new ServerSocket();
        // Before it is bound: the window of accepted connections is agreed in their first packet.
        server.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        TcpProxy proxy = new TcpProxy(server, targetPort);
        Thread.ofVirtual().name("proxy").start(proxy::acceptAll);
        return proxy;
    }

    /** Where to connect, as {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Bytes that came from the target and were passed on. */
    public long downBytes() {
        return locked(() -> downBytes);
    }

    /** Bytes that went to the target. */
    public long upBytes() {
        return locked(() -> upBytes);
    }

    /** Connections that reached the target so far. */
    public int connections() {
        return (int) locked(() -> connections);
    }

    /** How often {@link #cutEvery} has struck. */
    public int cuts() {
        return (int) locked(() -> cuts);
    }

    /** From now on all connections together carry this much down. */
    public void limit(long newBytesPerSecond) {
        change(() -> bytesPerSecond = newBytesPerSecond);
    }

    /** Nothing passes any more, in either direction, once {@code bytes} more have come down; until {@link #release}. */
    public void holdAfter(long bytes) {
        change(() -> holdAtBytes = downBytes + bytes);
    }

    /** Lets everything pass again. */
    public void release() {
        change(() -> holdAtBytes = NEVER);
    }

    /** Resets all connections, whenever {@code bytes} more have come down; new ones are welcome. */
    public void cutEvery(long bytes) {
        change(() -> {
            cutEveryBytes = bytes;
            cutAtBytes = downBytes + bytes;
        });
    }

    /** Resets all connections now, as if a cable was pulled and the other end had noticed. */
    public void cut() {
        open.forEach(TcpProxy::reset);
    }

    /** Waits until {@link #holdAfter} has struck. */
    public void awaitHold() throws InterruptedException {
        await(() -> downBytes >= holdAtBytes, () -> false);
    }

    /**
     * Waits until this many bytes have come down in all.
     *
     * @param over whether to wait no longer, because they will never come
     */
    public void awaitDown(long bytes, BooleanSupplier over) throws InterruptedException {
        await(() -> downBytes >= bytes, over);
    }

    private void await(BooleanSupplier reached, BooleanSupplier over) throws InterruptedException {
        long endNanos = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean() && !over.getAsBoolean()) {
                if (System.nanoTime() - endNanos > 0) {
                    throw new IllegalStateException("only " + downBytes + " bytes have come down");
                }
                boolean ignored = changed.await(20, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or a connection that was gone before it was here.
            }
        }
    }

    private void connect(Socket client) {
        Socket target = new Socket();
        open.add(client);
        open.add(target);
        try {
            target.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
            client.setSendBufferSize(SOCKET_BUFFER_BYTES);
            target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            change(() -> connections++);
            Thread up = Thread.ofVirtual().start(() -> forward(client, target, false));
            forward(target, client, true);
            up.join();
        } catch (IOException e) {
            // Nobody listens there: whoever connects finds the connection closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Not reset: what was passed on may not have been read yet.
            close(client);
            close(target);
            open.remove(client);
            open.remove(target);
        }
    }

    private void forward(Socket from, Socket to, boolean down) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            int count = from.getInputStream().read(chunk);
            while (count >= 0) {
                pass(count, down);
                to.getOutputStream().write(chunk, 0, count);
                if (count(count, down)) {
                    cut();
                }
                count = from.getInputStream().read(chunk);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone: so is the other.
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until these bytes may pass. */
    private void pass(int count, boolean down) throws InterruptedException {
        long waitNanos = 0;
        lock.lockInterruptibly();
        try {
            while (downBytes >= holdAtBytes && !server.isClosed()) {
                changed.await();
            }
            if (down && bytesPerSecond != NEVER) {
                long nowNanos = System.nanoTime();
                waitNanos = Math.max(0, busyUntilNanos - nowNanos);
                busyUntilNanos = nowNanos + waitNanos + count * 1_000_000_000L / bytesPerSecond;
            }
        } finally {
            lock.unlock();
        }
        TimeUnit.NANOSECONDS.sleep(waitNanos);
    }

    /** Counts bytes that have passed; returns whether this is the moment to cut. */
    private boolean count(int count, boolean down) {
        lock.lock();
        try {
            downBytes += down ? count : 0;
            upBytes += down ? 0 : count;
            changed.signalAll();
            if (downBytes < cutAtBytes) {
                return false;
            }
            cutAtBytes = downBytes + cutEveryBytes;
            cuts++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long locked(LongSupplier value) {
        lock.lock();
        try {
            return value.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    private static void reset(Socket socket) {
        try {
            // RFC 9293 §3.5.3: with nothing to linger for, closing aborts.
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }

    /** Stops to listen, and resets what is open. */
    @Override
    public void close() throws IOException {
        server.close();
        cut();
        change(() -> {});
    }
}
