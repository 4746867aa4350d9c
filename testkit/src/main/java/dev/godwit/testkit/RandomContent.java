package dev.godwit.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes that look random and are a function of seed and offset alone, so that any range can be made again to compare,
 * at gigabytes per second. Immutable.
 */
public record RandomContent(long seed) {
    private static final int BUFFER_BYTES = 256 * 1024;

    /** Fills what remains of a buffer with the content from an offset on. */
    public void fill(ByteBuffer target, long offsetBytes) {
        ByteOrder order = target.order();
        target.order(ByteOrder.LITTLE_ENDIAN);
        long offset = offsetBytes;
        while (target.hasRemaining()) {
            long word = word(offset >>> 3);
            if ((offset & 7) == 0 && target.remaining() >= Long.BYTES) {
                target.putLong(word);
                offset += Long.BYTES;
            } else {
                target.put((byte) (word >>> (8 * (offset & 7))));
                offset++;
            }
        }
        target.order(order);
    }

    /** The first bytes of the content. */
    public byte[] bytes(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        fill(bytes, 0);
        return bytes.array();
    }

    /** Makes a file of the first bytes of the content, or replaces what it held. */
    public Path write(Path file, long lengthBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            copyRange(channel, 0, lengthBytes);
        }
        return file;
    }

    /**
     * Makes a file of holes, which read as zeros, with islands of this content at their offsets; its last byte is
     * written too, so that the file has its length.
     */
    public Path writeSparse(Path file, long lengthBytes, int islandBytes, long... islandOffsets) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            for (long offset : islandOffsets) {
                copyRange(channel, offset, Math.min(lengthBytes, offset + islandBytes));
            }
            copyRange(channel, Math.max(0, lengthBytes - 1), lengthBytes);
        }
        return file;
    }

    private void copyRange(FileChannel channel, long fromBytes, long toBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long offset = fromBytes;
        while (offset < toBytes) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, toBytes - offset));
            fill(buffer, offset);
            offset += channel.write(buffer.flip(), offset);
        }
    }

    /** Eight bytes of content: the mixing function of SplitMix64 over the position. */
    private long word(long index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
