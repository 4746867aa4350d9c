package dev.godwit.testkit;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** What is on its way in one direction of one connection. One thread puts, one takes. */
final class ChunkQueue {
    /** Bytes and when they arrive; a count of −1 is the end of the stream. */
    @SuppressWarnings("ArrayRecordComponent")
    record Chunk(byte[] bytes, int count, long atNanos) {}

    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
    private long queuedBytes;
    private boolean closed;

    /** An array to fill: used before where possible. */
    synchronized byte[] spare(int length) {
        byte[] bytes = spare.poll();
        return bytes != null && bytes.length == length ? bytes : new byte[length];
    }

    /** Waits until less than {@code maxBytes} are on their way; returns whether it is worth to go on. */
    synchronized boolean awaitRoom(long maxBytes) throws InterruptedException {
        while (queuedBytes >= maxBytes && !closed) {
            wait();
        }
        return !closed;
    }

    synchronized void put(Chunk chunk) {
        chunks.add(chunk);
        queuedBytes += Math.max(0, chunk.count);
        notifyAll();
    }

    /** Waits until the next chunk arrives at the other end; the end of the stream if this was closed. */
    Chunk take() throws InterruptedException {
        Chunk first;
        synchronized (this) {
            while (chunks.isEmpty() && !closed) {
                wait();
            }
            if (closed) {
                return new Chunk(new byte[0], -1, 0);
            }
            first = chunks.remove();
        }
        TimeUnit.NANOSECONDS.sleep(first.atNanos - System.nanoTime());
        return first;
    }

    /** Gives back what {@link #take} gave, when it has been passed on. */
    synchronized void done(Chunk chunk) {
        queuedBytes -= chunk.count;
        spare.add(chunk.bytes);
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
