package dev.godwit.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A line and all that may go wrong on it: forwards TCP connections from a port of its own to another one of this machine,
 * as fast and as far as a {@link Link} says, counts the bytes, and holds, trickles or cuts them off when it is told to.
 * "Down" is from the target to whoever connects. Opening a connection takes a round trip, as it does.
 *
 * <p>What it is not: TCP itself sees two short paths, so its own windows and losses are not part of the picture, and a
 * sender waits where a real line would drop. Four threads a connection; safe on every thread.
 */
public class LinkProxy implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket server;
    private final int targetPort;
    private final Link link;
    private final LinkDirection down;
    private final LinkDirection up;
    private final Map<ProxiedConnection, Fate> open = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean trickling;

    // Guarded by lock.
    private long downBytes;
    private long upBytes;
    private long holdAtBytes = NEVER;
    private long cutAtBytes = NEVER;
    private long cutEveryBytes;
    private SplittableRandom random = new SplittableRandom();
    private double resetShare;
    private long resetWithinBytes = 1;
    private int connections;
    private int cuts;
    private int resets;

    /** How many bytes a connection may still carry in both directions. */
    private static final class Fate {
        private long leftBytes;

        Fate(long leftBytes) {
            this.leftBytes = leftBytes;
        }
    }

    LinkProxy(int targetPort, Link link) throws IOException {
        this.server = new ServerSocket();
        this.targetPort = targetPort;
        this.link = link;
        long delayNanos = link.delay().toNanos();
        this.down = new LinkDirection(delayNanos, link.downBytesPerSecond(), link.queueBytes());
        this.up = new LinkDirection(delayNanos, link.upBytesPerSecond(), link.queueBytes());
        // Before it is bound: the window of accepted connections is agreed in their first packet.
        server.setReceiveBufferSize(link.socketBufferBytes());
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("link").start(this::acceptAll);
    }

    /** Starts to forward to a port of 127.0.0.1, over a line that is neither slow nor far. */
    public static LinkProxy to(int targetPort) throws IOException {
        return new LinkProxy(targetPort, Link.DIRECT);
    }

    /** Starts to forward to a port of 127.0.0.1, over a line. */
    public static LinkProxy to(int targetPort, Link link) throws IOException {
        return new LinkProxy(targetPort, link);
    }

    /** Where to connect, as {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** The port to connect to. */
    public int port() {
        return server.getLocalPort();
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

    /** How many connections {@link #resetShare} has ended. */
    public int resets() {
        return (int) locked(() -> resets);
    }

    /** From now on all connections together carry this much down. */
    public void limit(long bytesPerSecond) {
        down.bytesPerSecond(bytesPerSecond);
    }

    /** From now on all connections together carry this much up. */
    public void limitUp(long bytesPerSecond) {
        up.bytesPerSecond(bytesPerSecond);
    }

    /** From now on, or no longer, each connection passes on one byte a second in each direction. */
    public void trickle(boolean slowly) {
        trickling = slowly;
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

    /** Resets all connections again and again, until this is closed; new ones are welcome. */
    public void cutEvery(Duration period) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    TimeUnit.NANOSECONDS.sleep(period.toNanos());
                } catch (InterruptedException e) {
                    return;
                }
                change(() -> cuts++);
                cut();
            }
        });
    }

    /** Resets that share of the connections opened from now on, each after some bytes in both directions, at random. */
    public void resetShare(Seed seed, double share, long withinBytes) {
        change(() -> {
            random = seed.random();
            resetShare = share;
            resetWithinBytes = withinBytes;
        });
    }

    /** Resets all connections now, as if a cable was pulled and the other end had noticed. */
    public void cut() {
        open.keySet().forEach(ProxiedConnection::reset);
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
        ProxiedConnection connection = new ProxiedConnection(this, client, target);
        open.put(connection, new Fate(carries()));
        try {
            TimeUnit.NANOSECONDS.sleep(2 * link.delay().toNanos());
            target.setReceiveBufferSize(link.socketBufferBytes());
            client.setSendBufferSize(link.socketBufferBytes());
            target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            change(() -> connections++);
            connection.run();
        } catch (IOException e) {
            // Nobody listens there: whoever connects finds the connection closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
            open.remove(connection);
        }
    }

    /** Draws how many bytes a new connection may carry. */
    private long carries() {
        return locked(
                () -> random.nextDouble() < resetShare ? random.nextLong(1, Math.max(2, resetWithinBytes)) : NEVER);
    }

    int chunkBytes() {
        return link.chunkBytes();
    }

    LinkDirection down() {
        return down;
    }

    LinkDirection up() {
        return up;
    }

    boolean isTrickling() {
        return trickling;
    }

    /** Waits while everything is held; returns whether the connection may carry these bytes, or is to be reset. */
    boolean mayPass(ProxiedConnection connection, int count) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (downBytes >= holdAtBytes && !server.isClosed()) {
                changed.await();
            }
            Fate fate = open.get(connection);
            if (fate == null || fate.leftBytes == NEVER) {
                return true;
            }
            boolean dies = fate.leftBytes > 0 && fate.leftBytes <= count;
            resets += dies ? 1 : 0;
            fate.leftBytes -= count;
            return fate.leftBytes > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Counts bytes that have passed, and cuts if that is due. */
    void passed(int count, boolean isDown) {
        boolean cutAll = false;
        lock.lock();
        try {
            downBytes += isDown ? count : 0;
            upBytes += isDown ? 0 : count;
            changed.signalAll();
            if (downBytes >= cutAtBytes) {
                cutAtBytes = downBytes + cutEveryBytes;
                cuts++;
                cutAll = true;
            }
        } finally {
            lock.unlock();
        }
        if (cutAll) {
            cut();
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

    /** Stops to listen, and resets what is open. */
    @Override
    public void close() throws IOException {
        server.close();
        cut();
        change(() -> {});
    }
}
