package dev.godwit.transfer.compress;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the runs of one stream as its {@link CompressionChoice} says, and tells it what that cost. The native library
 * is first touched when something is to be compressed. For one thread; direct buffers only.
 */
public final class RunEncoder implements AutoCloseable {
    private final CompressionChoice choice;
    private final ByteBuffer sample = ByteBuffer.allocateDirect(CompressionChoice.SAMPLE_BYTES);
    private @Nullable Compressor compressor;

    public RunEncoder(CompressMode mode) {
        this.choice = new CompressionChoice(mode);
    }

    /**
     * Compresses what remains in the buffers, if it is better so; the buffers stay as they are.
     *
     * @param target with room for {@link Compressor#worthBytes}; its position is moved behind the frame, if there is one
     * @return the frame's bytes, or {@link Compressor#NOT_WORTH}: send the buffers themselves
     */
    public int encode(ByteBuffer[] content, ByteBuffer target) {
        int bytes = 0;
        for (ByteBuffer part : content) {
            bytes += part.remaining();
        }
        CompressionChoice.Step step = bytes == 0 ? CompressionChoice.Step.PLAIN : choice.next();
        if (step == CompressionChoice.Step.PLAIN || !ZstdLibrary.isAvailable()) {
            return Compressor.NOT_WORTH;
        }
        if (step == CompressionChoice.Step.SAMPLE && !isWorthTrying(content)) {
            return Compressor.NOT_WORTH;
        }
        long nanos = System.nanoTime();
        int size = compressor().compress(content, target);
        choice.compressed(bytes, size, System.nanoTime() - nanos);
        return size;
    }

    /** Tells how long sending a run took; plain if both sizes are the same. */
    public void sent(int contentBytes, int wireBytes, long nanos) {
        choice.sent(contentBytes, wireBytes, nanos);
    }

    /** Tries the middle of the largest buffer. */
    private boolean isWorthTrying(ByteBuffer[] content) {
        ByteBuffer largest = content[0];
        for (ByteBuffer part : content) {
            largest = part.remaining() > largest.remaining() ? part : largest;
        }
        int bytes = Math.min(sample.capacity(), largest.remaining());
        ByteBuffer middle = largest.slice(largest.position() + (largest.remaining() - bytes) / 2, bytes);
        int size = compressor().compress(new ByteBuffer[] {middle}, sample.clear());
        return choice.sampled(bytes, size == Compressor.NOT_WORTH ? bytes : size);
    }

    private Compressor compressor() {
        Compressor made = compressor;
        if (made == null) {
            made = new Compressor();
            compressor = made;
        }
        return made;
    }

    /** Gives the native memory back. */
    @Override
    public void close() {
        if (compressor != null) {
            compressor.close();
        }
    }
}
