package dev.godwit.transfer.send;

import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.compress.Compressor;
import dev.godwit.transfer.compress.RunEncoder;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.wire.message.Encoding;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sends messages with the content that follows them, compressed where that is faster. For one stream's thread. */
final class BodyEncoder implements AutoCloseable {
    private final MessageChannel channel;
    private final Tally tally;
    private final CompressMode mode;
    private final RunEncoder encoder;
    private @Nullable ByteBuffer frame;

    BodyEncoder(MessageChannel channel, Tally tally, CompressMode mode) {
        this.channel = channel;
        this.tally = tally;
        this.mode = mode;
        this.encoder = new RunEncoder(mode);
    }

    /** Makes the message once it is known how its body travels. */
    interface Head {
        Message message(Encoding encoding, int wireBytes);
    }

    /** Sends {@code content} behind its head; may wait for a flush of the channel. */
    void send(ByteBuffer[] content, Head head) throws IOException {
        int bytes = 0;
        for (ByteBuffer part : content) {
            bytes += part.remaining();
        }
        long nanos = System.nanoTime();
        int wireBytes = mode == CompressMode.NEVER ? Compressor.NOT_WORTH : encoder.encode(content, frame().clear());
        nanos = tally.spent(Activity.HASHING, nanos);
        if (wireBytes == Compressor.NOT_WORTH) {
            channel.send(head.message(Encoding.PLAIN, bytes), content);
            encoder.sent(bytes, bytes, tally.spent(Activity.NETWORK, nanos) - nanos);
        } else {
            channel.send(head.message(Encoding.ZSTD, wireBytes), frame().flip());
            encoder.sent(bytes, wireBytes, tally.spent(Activity.NETWORK, nanos) - nanos);
            tally.saved((long) bytes - wireBytes);
        }
    }

    private ByteBuffer frame() {
        ByteBuffer made = frame;
        if (made == null) {
            made = ByteBuffer.allocateDirect(Limits.BODY_BYTES_MAX);
            frame = made;
        }
        return made;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
