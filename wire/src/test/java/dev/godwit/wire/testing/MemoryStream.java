package dev.godwit.wire.testing;

import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A stream whose incoming bytes are given and whose outgoing bytes are kept. Gives what it has in small portions. */
public final class MemoryStream implements ByteStream {
    private final ByteBuffer incoming;
    private final int portion;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private boolean closed;

    /** A peer that has sent {@code incoming} and then ended; each read gives at most {@code portion} bytes of it. */
    public MemoryStream(byte[] incoming, int portion) {
        this.incoming = ByteBuffer.wrap(incoming);
        this.portion = portion;
    }

    /** A peer whose bytes come all at once. */
    public MemoryStream(byte... incoming) {
        this(incoming, Integer.MAX_VALUE);
    }

    /** How many bytes were read so far. */
    public int consumed() {
        return incoming.position();
    }

    /** What was written. */
    public byte[] sent() {
        return sent.toByteArray();
    }

    /** Whether it was closed from this side. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public PeerId peer() {
        return PeerId.of(new byte[PeerId.BYTES]);
    }

    @Override
    public byte[] channelBinding() {
        return new byte[32];
    }

    @Override
    public Route route() {
        return new Route(Route.Kind.TCP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }

    @Override
    public int read(ByteBuffer destination) {
        if (!incoming.hasRemaining()) {
            return -1;
        }
        int count = Math.min(Math.min(portion, incoming.remaining()), destination.remaining());
        destination.put(incoming.slice(incoming.position(), count));
        incoming.position(incoming.position() + count);
        return count;
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        for (ByteBuffer source : sources) {
            while (source.hasRemaining()) {
                sent.write(source.get());
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
    }

    @Override
    public void silenceLimit(Duration limit) {
        // Memory is never silent.
    }

    @Override
    public void deadline(Duration limit) {
        // Memory is never late.
    }

    @Override
    public void close() {
        closed = true;
    }
}
