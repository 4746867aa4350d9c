package dev.godwit.transfer.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;

/**
 * Makes zstd frames of runs: one frame each, with its content's size in it, without dictionary or checksum; the Merkle tree
 * is one. For one thread at a time. Direct buffers only. PROTOCOL.md, "Compressed runs".
 */
public final class Compressor implements AutoCloseable {
    /** Returned instead of a size when compressing does not make a run a tenth smaller. */
    public static final int NOT_WORTH = -1;

    /** See docs/adr/0009. */
    private static final int LEVEL = 1;

    private final ZstdCompressCtx context;
    private ByteBuffer gathered = ByteBuffer.allocateDirect(0);

    /**
     * Takes native memory, about a mebibyte in use.
     *
     * @throws IllegalStateException if this platform has no zstd: see {@link ZstdLibrary#isAvailable}
     */
    public Compressor() {
        this(LEVEL);
    }

    Compressor(int level) {
        ZstdLibrary.require();
        context = new ZstdCompressCtx().setLevel(level).setChecksum(false).setContentSize(true);
    }

    /** The most bytes that {@link #compress} makes of so many. */
    public static int worthBytes(int contentBytes) {
        return contentBytes - contentBytes / 10 - 1;
    }

    /**
     * Compresses what remains in the buffers, one after the other, to a frame at the target's position. The content's
     * buffers stay as they are.
     *
     * @param target with room for {@link #worthBytes}; its position is moved behind the frame, if there is one
     * @return the frame's bytes, or {@link #NOT_WORTH}
     */
    public int compress(ByteBuffer[] content, ByteBuffer target) {
        ByteBuffer source = content.length == 1 ? content[0] : gather(content);
        int room = Math.min(target.remaining(), worthBytes(source.remaining()));
        if (room <= 0) {
            return NOT_WORTH;
        }
        try {
            int size = context.compressDirectByteBuffer(
                    target, target.position(), room, source, source.position(), source.remaining());
            target.position(target.position() + size);
            return size;
        } catch (ZstdException e) {
            if (e.getErrorCode() == Zstd.errDstSizeTooSmall()) {
                return NOT_WORTH;
            }
            throw e;
        }
    }

    private ByteBuffer gather(ByteBuffer[] content) {
        int bytes = 0;
        for (ByteBuffer part : content) {
            bytes += part.remaining();
        }
        if (gathered.capacity() < bytes) {
            gathered = ByteBuffer.allocateDirect(bytes);
        }
        gathered.clear();
        for (ByteBuffer part : content) {
            gathered.put(part.duplicate());
        }
        return gathered.flip();
    }

    /** Gives the native memory back. */
    @Override
    public void close() {
        context.close();
    }
}
