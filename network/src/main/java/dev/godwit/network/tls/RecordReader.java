package dev.godwit.network.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The decrypting half of a stream: one read of the socket brings several TLS records, which are decrypted straight into
 * the caller's buffer. What does not fit of the last one waits for the next read. Readers take turns.
 */
final class RecordReader {
    /** For streams that content comes on. */
    private static final int SOCKET_READ_BYTES = 256 * 1024;

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final RecordWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteBuffer spill =
            ByteBuffer.allocateDirect(TlsRecords.PACKET_BYTES).limit(0);
    private final ByteBuffer[] destinationThenSpill = {spill, spill};
    private ByteBuffer packets =
            ByteBuffer.allocateDirect(TlsRecords.PACKET_BYTES).limit(0);
    private volatile long blockedSinceNanos;
    private boolean ended;

    RecordReader(SocketChannel socket, SSLEngine engine, RecordWriter writer) {
        this.socket = socket;
        this.engine = engine;
        this.writer = writer;
    }

    /**
     * Reads at least one byte, and waits for the socket only while it has none.
     *
     * @return how many, or -1 after the peer's goodbye
     * @throws EOFException when the connection ended without one: RFC 8446 §6.1, truncation
     */
    int read(ByteBuffer destination) throws IOException {
        lock.lock();
        try {
            int start = destination.position();
            moveSpill(destination);
            while (destination.hasRemaining() && !ended) {
                boolean more = packets.hasRemaining() && unwrap(destination);
                if (!more && !ended) {
                    if (destination.position() > start) {
                        break;
                    }
                    writer.sayEngineWords();
                    fill();
                }
            }
            int count = destination.position() - start;
            return count == 0 && ended ? -1 : count;
        } finally {
            lock.unlock();
            writer.sayEngineWords();
        }
    }

    /** Takes one step of the handshake: decrypts what is there, or reads when that is not enough. */
    HandshakeStatus handshakeUnwrap() throws IOException {
        spill.compact();
        SSLEngineResult result;
        try {
            result = engine.unwrap(packets, spill);
        } finally {
            spill.flip();
        }
        HandshakeStatus status = result.getHandshakeStatus();
        if (status == HandshakeStatus.FINISHED) {
            // Told once only, and by BoringSSL together with BUFFER_UNDERFLOW: reading on would wait for ever.
            return status;
        }
        status = engine.getHandshakeStatus();
        switch (result.getStatus()) {
            case OK -> {}
            case BUFFER_UNDERFLOW -> {
                if (status == HandshakeStatus.NEED_UNWRAP) {
                    fill();
                }
            }
            default -> throw new SSLException("the TLS handshake failed: " + result.getStatus());
        }
        return status;
    }

    /** Reads and drops what still comes until the peer ends too, so that closing does not cut off our last words. */
    void discardUntilEnd() throws IOException {
        if (!lock.tryLock()) {
            return;
        }
        try {
            while (socket.read(packets.clear()) >= 0) {
                // Nobody waits for these bytes any more.
            }
        } finally {
            ended = true;
            packets.limit(0);
            lock.unlock();
        }
    }

    /** Waits until no reader is inside, at most that long. */
    void awaitReader(long millis) throws InterruptedException {
        if (lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
            lock.unlock();
        }
    }

    /** Since when a read of the socket brings nothing, by {@link System#nanoTime}; 0 when none is on. */
    long blockedSinceNanos() {
        return blockedSinceNanos;
    }

    /** Runs {@code last} when no reader is inside. */
    void afterLastReader(Runnable last) {
        lock.lock();
        try {
            ended = true;
            last.run();
        } finally {
            lock.unlock();
        }
    }

    /** Decrypts what the engine takes at once; returns false when it needs more ciphertext. */
    private boolean unwrap(ByteBuffer destination) throws IOException {
        SSLEngineResult result;
        if (destination.remaining() >= TlsRecords.PACKET_BYTES) {
            result = engine.unwrap(packets, destination);
        } else {
            destinationThenSpill[0] = destination;
            spill.clear();
            try {
                result = engine.unwrap(packets, destinationThenSpill, 0, 2);
            } finally {
                spill.flip();
                destinationThenSpill[0] = spill;
            }
        }
        switch (result.getStatus()) {
            case OK -> {}
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case CLOSED -> ended = true;
            case BUFFER_OVERFLOW -> throw new SSLException("a TLS record is too long");
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            writer.engineHasWords();
        }
        return result.bytesConsumed() > 0 || result.bytesProduced() > 0;
    }

    private void moveSpill(ByteBuffer destination) {
        int count = Math.min(spill.remaining(), destination.remaining());
        destination.put(destination.position(), spill, spill.position(), count);
        destination.position(destination.position() + count);
        spill.position(spill.position() + count);
    }

    private void fill() throws IOException {
        packets.compact();
        if (!packets.hasRemaining()) {
            packets.flip();
            throw new SSLException("the TLS engine takes no more input");
        }
        blockedSinceNanos = System.nanoTime() | 1;
        try {
            if (socket.read(packets) < 0) {
                throw new EOFException("it ended without a goodbye");
            }
        } finally {
            blockedSinceNanos = 0;
            packets.flip();
        }
        if (packets.limit() == packets.capacity() && packets.capacity() < SOCKET_READ_BYTES) {
            // Content comes: whoever only connects, or talks, is not worth so much memory.
            packets = ByteBuffer.allocateDirect(SOCKET_READ_BYTES).put(packets).flip();
        }
    }
}
