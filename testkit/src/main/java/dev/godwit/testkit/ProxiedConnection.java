package dev.godwit.testkit;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** One connection through a {@link LinkProxy}: two threads for each direction, one that reads and one that writes. */
final class ProxiedConnection {
    private final LinkProxy proxy;
    private final Socket client;
    private final Socket target;
    private final ChunkQueue downQueue = new ChunkQueue();
    private final ChunkQueue upQueue = new ChunkQueue();

    ProxiedConnection(LinkProxy proxy, Socket client, Socket target) {
        this.proxy = proxy;
        this.client = client;
        this.target = target;
    }

    /** Forwards until both directions have ended, or one has failed. */
    void run() throws InterruptedException {
        Thread upReader = start(() -> read(client, upQueue, proxy.up()));
        Thread upWriter = start(() -> write(upQueue, target, false));
        Thread downReader = start(() -> read(target, downQueue, proxy.down()));
        Thread downWriter = start(() -> write(downQueue, client, true));
        upReader.join();
        upWriter.join();
        downReader.join();
        downWriter.join();
    }

    private interface Pump {
        void run() throws IOException, InterruptedException;
    }

    private Thread start(Pump pump) {
        // Platform threads: their sleeps end on time whatever else the machine does.
        return Thread.ofPlatform().daemon().name("link").start(() -> {
            try {
                pump.run();
            } catch (IOException e) {
                // One side is gone: so is the other.
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void read(Socket from, ChunkQueue queue, LinkDirection direction) throws IOException, InterruptedException {
        int count = 0;
        int chunkBytes = proxy.chunkBytes();
        while (count >= 0 && queue.awaitRoom(direction.inFlightMax())) {
            byte[] bytes = queue.spare(chunkBytes);
            count = from.getInputStream().read(bytes, 0, proxy.isTrickling() ? 1 : chunkBytes);
            queue.put(new ChunkQueue.Chunk(bytes, count, direction.send(Math.max(0, count))));
        }
    }

    private void write(ChunkQueue queue, Socket to, boolean down) throws IOException, InterruptedException {
        ChunkQueue.Chunk chunk = queue.take();
        while (chunk.count() >= 0) {
            if (proxy.isTrickling()) {
                trickle(chunk, to, down);
            } else {
                pass(chunk.bytes(), 0, chunk.count(), to, down);
            }
            queue.done(chunk);
            chunk = queue.take();
        }
        to.shutdownOutput();
    }

    /** Byte by byte, for as long as that is wanted. */
    private void trickle(ChunkQueue.Chunk chunk, Socket to, boolean down) throws IOException, InterruptedException {
        int at = 0;
        while (at < chunk.count()) {
            boolean slowly = proxy.isTrickling();
            if (slowly) {
                TimeUnit.SECONDS.sleep(1);
            }
            int count = slowly ? 1 : chunk.count() - at;
            pass(chunk.bytes(), at, count, to, down);
            at += count;
        }
    }

    private void pass(byte[] bytes, int from, int count, Socket to, boolean down)
            throws IOException, InterruptedException {
        if (!proxy.mayPass(this, count)) {
            throw new IOException("its time has come");
        }
        to.getOutputStream().write(bytes, from, count);
        proxy.passed(count, down);
    }

    /** Ends both ends at once, as if each had reset the connection. */
    void reset() {
        reset(client);
        reset(target);
        downQueue.close();
        upQueue.close();
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

    /** Closes both ends; what was passed on may still be read. */
    void close() {
        close(client);
        close(target);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}
