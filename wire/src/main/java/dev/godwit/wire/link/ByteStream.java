package dev.godwit.wire.link;

import dev.godwit.wire.identity.PeerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * An encrypted stream of bytes from and to one authenticated peer. Over TCP it is a TLS connection of its own. Blocking;
 * one thread may read while another writes, and any thread may close. All failures are {@link
 * dev.godwit.wire.fault.FaultException}s: connection lost, peer stalled, or cancelled when closed from here.
 */
public interface ByteStream extends AutoCloseable {

    /** Who is at the other end: proven, before the stream was handed out. */
    PeerId peer();

    /** How the bytes travel. */
    Route route();

    /**
     * 32 bytes that both ends compute alike and no other pair of peers can: the hash of what each has shown to be itself.
     * PROTOCOL.md §4.1.
     */
    byte[] channelBinding();

    /** Reads at least one byte; returns -1 at the peer's orderly end. */
    int read(ByteBuffer destination) throws IOException;

    /** Writes all of {@code sources}, in order; what is small may wait for {@link #flush}. */
    void write(ByteBuffer... sources) throws IOException;

    /** Sends what waits. */
    void flush() throws IOException;

    /** From now on a read or write that makes no progress for this long ends with a fault. */
    void silenceLimit(Duration limit);

    /**
     * Closes the stream after this long, however busy it is, unless another deadline is set before: whoever trickles bytes
     * is never silent. What is blocked then ends with a fault, peer stalled.
     *
     * @param limit counts from now; {@link Duration#ZERO} takes the deadline away
     */
    void deadline(Duration limit);

    /** Sends what waits if that is possible at once, tells the peer it is the end, and lets blocked calls fail. */
    @Override
    void close();
}
