package dev.godwit.wire.message;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages, and the bytes of content between them, over one {@link ByteStream}. One thread receives; any thread may send, and
 * a message with its body stays in one piece. A frame is type u16, payload length u32, payload. PROTOCOL.md §5.1.
 */
public final class MessageChannel implements AutoCloseable {
    private static final int HEAD_BYTES = Short.BYTES + Integer.BYTES;
    private static final int OUT_BYTES = HEAD_BYTES + Limits.PAYLOAD_BYTES_MAX;

    private final ByteStream stream;
    private final ReentrantLock writing = new ReentrantLock();
    private final ByteBuffer in = ByteBuffer.allocateDirect(Limits.PAYLOAD_BYTES_MAX);
    private final ByteBuffer out = ByteBuffer.allocateDirect(OUT_BYTES);

    public MessageChannel(ByteStream stream) {
        this.stream = stream;
    }

    /** The stream beneath: its peer, its route, its limits. */
    public ByteStream stream() {
        return stream;
    }

    /** Sends one message now. */
    public void send(Message message) throws IOException {
        send(message, new ByteBuffer[0]);
        stream.flush();
    }

    /** Sends a message and the bytes that follow it; may wait for {@link #flush}. */
    public void send(Message message, ByteBuffer... body) throws IOException {
        writing.lock();
        try {
            out.clear().position(HEAD_BYTES);
            new PayloadWriter(out).write(message);
            out.putShort(0, (short) message.type().number());
            out.putInt(Short.BYTES, out.position() - HEAD_BYTES);
            ByteBuffer[] sources = new ByteBuffer[body.length + 1];
            sources[0] = out.flip();
            System.arraycopy(body, 0, sources, 1, body.length);
            stream.write(sources);
        } finally {
            writing.unlock();
        }
    }

    /** Sends what waits. */
    public void flush() throws IOException {
        stream.flush();
    }

    /**
     * The next message that {@code phase} admits; optional ones of unknown types are skipped.
     *
     * @throws FaultException the peer's own fault, a protocol violation, or the end of the connection
     */
    public Message receive(Phase phase) throws IOException {
        while (true) {
            fill(HEAD_BYTES);
            int number = in.getShort() & 0xFFFF;
            int length = in.getInt();
            MessageType type = MessageType.ofNumber(number).orElse(null);
            if (type == null) {
                skip(number, length);
                continue;
            }
            if (!phase.admits(type)) {
                throw FieldReader.violation(type + " does not belong here");
            }
            if (length < 0 || length > type.payloadBytesMax()) {
                throw FieldReader.violation(type + " is too long");
            }
            fill(length);
            Message message = PayloadReader.read(type, in, phase.speaker());
            if (message instanceof Message.Failed failed) {
                throw failed.fault().exception();
            }
            return message;
        }
    }

    /** Reads the bytes that follow a message until {@code destination} is full. */
    public void receiveBody(ByteBuffer destination) throws IOException {
        while (destination.hasRemaining()) {
            if (stream.read(destination) < 0) {
                throw Fault.of(FaultCode.CONNECTION_LOST, "it ended in the middle")
                        .exception();
            }
        }
    }

    /** Tells the peer why it ends, if that is still possible, and closes. */
    public void fail(Fault fault) {
        try {
            send(new Message.Failed(fault));
        } catch (IOException e) {
            // The peer is gone already: it will see the end of the connection instead.
        }
        close();
    }

    private void skip(int number, int length) throws IOException {
        if ((number & MessageType.OPTIONAL_BIT) == 0) {
            throw FieldReader.violation("message " + number + " is unknown");
        }
        if (length < 0 || length > Limits.UNKNOWN_BYTES_MAX) {
            throw FieldReader.violation("message " + number + " is too long");
        }
        fill(length);
    }

    private void fill(int bytes) throws IOException {
        in.clear().limit(bytes);
        receiveBody(in);
        in.flip();
    }

    @Override
    public void close() {
        stream.close();
    }
}
