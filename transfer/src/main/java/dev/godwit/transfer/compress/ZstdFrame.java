package dev.godwit.transfer.compress;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The outline of a zstd frame, RFC 8878 §3.1.1, as far as a peer may choose it: one frame of the known size, nothing after
 * it, no dictionary. What lies inside the blocks is the library's to check. Stateless.
 */
final class ZstdFrame {
    private static final int MAGIC = 0xFD2FB528;
    private static final int MAGIC_BYTES = 4;
    private static final int BLOCK_HEADER_BYTES = 3;
    private static final int CHECKSUM_BYTES = 4;
    private static final int BLOCK_BYTES_MAX = 128 * 1024;

    private static final int RAW = 0;
    private static final int RUN_LENGTH = 1;
    private static final int COMPRESSED = 2;

    private final ByteBuffer frame;
    private final long contentBytes;

    private ZstdFrame(ByteBuffer frame, long contentBytes) {
        this.frame = frame;
        this.contentBytes = contentBytes;
    }

    /** Refuses everything that is not exactly one frame which says that it holds {@code contentBytes}. */
    static void check(ByteBuffer frame, int contentBytes) throws FaultException {
        new ZstdFrame(frame.slice().order(ByteOrder.LITTLE_ENDIAN), contentBytes).check();
    }

    private void check() throws FaultException {
        require(frame.remaining() > MAGIC_BYTES && frame.getInt() == MAGIC, "no frame");
        int descriptor = frame.get();
        boolean singleSegment = (descriptor & 0x20) != 0;
        require((descriptor & 0x08) == 0, "reserved bit");
        require((descriptor & 0x03) == 0, "dictionary");
        int sizeFlag = descriptor >> 6 & 0x03;
        require(sizeFlag > 0 || singleSegment, "no content size");
        int sizeBytes = 1 << sizeFlag;
        skip(singleSegment ? 0 : 1);
        require(frame.remaining() >= sizeBytes, "cut off");
        require(contentSize(sizeBytes) == contentBytes, "other content size");
        skipBlocks();
        skip((descriptor & 0x04) != 0 ? CHECKSUM_BYTES : 0);
        require(!frame.hasRemaining(), "bytes after the frame");
    }

    private long contentSize(int sizeBytes) {
        return switch (sizeBytes) {
            case 1 -> Byte.toUnsignedLong(frame.get());
            // RFC 8878 §3.1.1.1.4: two bytes count from 256 on.
            case 2 -> Short.toUnsignedLong(frame.getShort()) + 256;
            case 4 -> Integer.toUnsignedLong(frame.getInt());
            default -> frame.getLong();
        };
    }

    private void skipBlocks() throws FaultException {
        boolean last = false;
        while (!last) {
            require(frame.remaining() >= BLOCK_HEADER_BYTES, "cut off");
            int header = Short.toUnsignedInt(frame.getShort()) | Byte.toUnsignedInt(frame.get()) << Short.SIZE;
            last = (header & 1) != 0;
            int size = header >> 3;
            require(size <= BLOCK_BYTES_MAX, "large block");
            switch (header >> 1 & 0x03) {
                case RAW, COMPRESSED -> skip(size);
                case RUN_LENGTH -> skip(1);
                default -> throw fault("reserved block");
            }
        }
    }

    private void skip(int bytes) throws FaultException {
        require(frame.remaining() >= bytes, "cut off");
        frame.position(frame.position() + bytes);
    }

    private static void require(boolean holds, String otherwise) throws FaultException {
        if (!holds) {
            throw fault(otherwise);
        }
    }

    static FaultException fault(String detail) {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, "compressed content: " + detail)
                .exception();
    }
}
