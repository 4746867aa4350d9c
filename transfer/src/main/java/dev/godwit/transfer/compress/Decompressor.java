package dev.godwit.transfer.compress;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;

/**
 * Opens frames that a peer sent. Total: whatever the frame, either the target is full or a fault says why not; no memory
 * beyond the target is taken for it. For one thread at a time. Direct buffers only. PROTOCOL.md, "Compressed runs".
 */
public final class Decompressor implements AutoCloseable {
    private final ZstdDecompressCtx context;

    /**
     * Takes native memory, about 160 KiB.
     *
     * @throws IllegalStateException if this platform has no zstd: see {@link ZstdLibrary#isAvailable}
     */
    public Decompressor() {
        ZstdLibrary.require();
        context = new ZstdDecompressCtx();
    }

    /**
     * Decompresses what remains in {@code frame} into all that remains in {@code target}. Afterwards both are at their
     * limits.
     *
     * @throws FaultException with {@link FaultCode#PROTOCOL_VIOLATION} if that is not exactly one frame of exactly so much
     *     content; what the target then holds is of no use, and nothing beyond its limit was written
     */
    public void decompress(ByteBuffer frame, ByteBuffer target) throws FaultException {
        ZstdFrame.check(frame, target.remaining());
        if (decompressed(frame, target) != target.remaining()) {
            throw ZstdFrame.fault("less than it says");
        }
        frame.position(frame.limit());
        target.position(target.limit());
    }

    private int decompressed(ByteBuffer frame, ByteBuffer target) throws FaultException {
        try {
            return context.decompressDirectByteBuffer(
                    target, target.position(), target.remaining(), frame, frame.position(), frame.remaining());
        } catch (ZstdException e) {
            throw ZstdFrame.fault(String.valueOf(e.getMessage()));
        }
    }

    /** Gives the native memory back. */
    @Override
    public void close() {
        context.close();
    }
}
