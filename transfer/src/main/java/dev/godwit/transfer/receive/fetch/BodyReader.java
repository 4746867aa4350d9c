package dev.godwit.transfer.receive.fetch;

import dev.godwit.transfer.compress.Decompressor;
import dev.godwit.transfer.compress.ZstdLibrary;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.message.Encoding;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The content that follows messages, as it was before it was encoded. For one stream's thread. PROTOCOL.md §7.5. */
final class BodyReader implements AutoCloseable {
    private final Tally tally;
    private @Nullable Unpacking unpacking;
    private boolean packed;

    BodyReader(Tally tally) {
        this.tally = tally;
    }

    /** Buffers that only a sender that compresses makes necessary. */
    private record Unpacking(Decompressor decompressor, ByteBuffer frame, ByteBuffer content) {}

    /** A message has come whose body is to be read next. */
    void begin(MessageChannel channel, Message.WithBody message) throws IOException {
        packed = message.encoding() == Encoding.ZSTD;
        if (!packed) {
            return;
        }
        Unpacking with = unpacking();
        receive(channel, with.frame.clear().limit(message.wireBytes()));
        long nanos = System.nanoTime();
        with.content.clear().limit(message.decodedBytes());
        with.decompressor.decompress(with.frame.flip(), with.content);
        with.content.flip();
        tally.spent(Activity.HASHING, nanos);
        tally.saved((long) message.decodedBytes() - message.wireBytes());
    }

    /** Fills {@code destination} with the next bytes of the body. */
    void read(MessageChannel channel, ByteBuffer destination) throws IOException {
        if (!packed) {
            receive(channel, destination);
            return;
        }
        ByteBuffer content = unpacking().content;
        int count = destination.remaining();
        destination.put(content.slice(content.position(), count));
        content.position(content.position() + count);
    }

    private void receive(MessageChannel channel, ByteBuffer destination) throws IOException {
        long nanos = System.nanoTime();
        channel.receiveBody(destination);
        tally.spent(Activity.NETWORK, nanos);
    }

    private Unpacking unpacking() throws IOException {
        Unpacking made = unpacking;
        if (made == null) {
            if (!ZstdLibrary.isAvailable()) {
                throw Fault.of(FaultCode.VERSION_UNSUPPORTED, "zstd can not be loaded here; ask for --compress never")
                        .exception();
            }
            made = new Unpacking(
                    new Decompressor(),
                    ByteBuffer.allocateDirect(Limits.BODY_BYTES_MAX),
                    ByteBuffer.allocateDirect(Limits.FILES_CONTENT_MAX));
            unpacking = made;
        }
        return made;
    }

    @Override
    public void close() {
        if (unpacking != null) {
            unpacking.decompressor.close();
        }
    }
}
