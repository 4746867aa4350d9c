package dev.godwit.network.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The encrypting half of a stream: gathers several TLS records for one write to the socket. Writers take turns; what the
 * engine itself wants to say (RFC 8446 §4.6.3, KeyUpdate) goes between them.
 */
final class RecordWriter {
    /** Eight whole records: fewer gain system calls, more leave the cache. */
    private static final int GATHERED_BYTES = 8 * TlsRecords.PACKET_BYTES;

    /** Enough for a handshake or a conversation. */
    private static final int FEW_BYTES = 2 * TlsRecords.PACKET_BYTES;

    private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private ByteBuffer packets = ByteBuffer.allocateDirect(FEW_BYTES);
    private volatile boolean engineHasWords;
    private volatile long blockedSinceNanos;
    private boolean ended;
    private boolean broken;

    RecordWriter(SocketChannel socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
    }

    /** Encrypts all of {@code sources}, in order; sends whenever the buffer is full. */
    void write(ByteBuffer... sources) throws IOException {
        lock.lock();
        try {
            checkOpen();
            int first = 0;
            while (first < sources.length) {
                if (!sources[first].hasRemaining()) {
                    first++;
                } else {
                    wrap(sources, first);
                }
            }
        } finally {
            lock.unlock();
            sayEngineWords();
        }
    }

    /** Sends what was gathered. */
    void flush() throws IOException {
        lock.lock();
        try {
            checkOpen();
            drain();
        } finally {
            lock.unlock();
            sayEngineWords();
        }
    }

    /** The engine has something of its own to send; whoever holds the lock next does it. */
    void engineHasWords() {
        engineHasWords = true;
    }

    /** Sends the engine's own words unless a writer is busy, who does it then: a reader never waits for a writer. */
    void sayEngineWords() throws IOException {
        while (engineHasWords && lock.tryLock()) {
            try {
                engineHasWords = false;
                if (!ended && !broken) {
                    handshakeWrap();
                    drain();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Produces one flight of the handshake or of the engine's own words into the buffer. */
    HandshakeStatus handshakeWrap() throws IOException {
        SSLEngineResult result;
        do {
            makeRoom();
            result = engine.wrap(NOTHING, 0, 1, packets);
        } while (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && result.bytesProduced() > 0);
        return result.getHandshakeStatus();
    }

    /** Sends what was gathered, with no look at whether the stream has ended: for the handshake and the goodbye. */
    void drain() throws IOException {
        packets.flip();
        blockedSinceNanos = System.nanoTime() | 1;
        try {
            while (packets.hasRemaining()) {
                socket.write(packets);
                blockedSinceNanos = System.nanoTime() | 1;
            }
        } catch (IOException e) {
            // Part of a record may be out: nothing that follows could be understood.
            broken = true;
            throw e;
        } finally {
            blockedSinceNanos = 0;
            packets.compact();
        }
    }

    /** Sends what was gathered and the goodbye, if no other writer holds the lock, and ends the TCP output. */
    void end() throws IOException {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!ended && !broken) {
                ended = true;
                engine.closeOutbound();
                handshakeWrap();
                drain();
                socket.shutdownOutput();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Since when a write to the socket makes no progress, by {@link System#nanoTime}; 0 when none is on. */
    long blockedSinceNanos() {
        return blockedSinceNanos;
    }

    /** Runs {@code last} when no writer is inside. */
    void afterLastWriter(Runnable last) {
        lock.lock();
        try {
            broken = true;
            last.run();
        } finally {
            lock.unlock();
        }
    }

    private void wrap(ByteBuffer[] sources, int first) throws IOException {
        makeRoom();
        SSLEngineResult result = engine.wrap(sources, first, sources.length - first, packets);
        if (result.getStatus() != SSLEngineResult.Status.OK) {
            throw new SSLException("TLS output is " + result.getStatus());
        }
        if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
            throw new SSLException("TLS engine is stuck in " + result.getHandshakeStatus());
        }
    }

    private void makeRoom() throws IOException {
        if (packets.remaining() >= TlsRecords.PACKET_BYTES) {
            return;
        }
        if (packets.capacity() < GATHERED_BYTES) {
            // Content goes out: whoever only connects, or talks, is not worth so much memory.
            packets = ByteBuffer.allocateDirect(GATHERED_BYTES).put(packets.flip());
        } else {
            drain();
        }
    }

    private void checkOpen() throws IOException {
        if (broken || ended) {
            throw new ClosedChannelException();
        }
    }
}
