package dev.godwit.content.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Reads and writes that finish what they began, at a position and so from several threads at once. A thread that is
 * interrupted inside closes the channel for all (see {@link java.nio.channels.InterruptibleChannel}).
 */
public final class FileBytes {
    private FileBytes() {}

    /**
     * Fills a buffer from an offset in bytes on, or up to the end of the file.
     *
     * @param file names the channel in errors
     * @return how many bytes there were; fewer than the buffer had room for only at the end
     */
    public static int read(FileChannel channel, Path file, long offset, ByteBuffer target) throws IOException {
        int start = target.position();
        try {
            while (target.hasRemaining()) {
                if (channel.read(target, offset + target.position() - start) < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            throw named(e, file);
        }
        return target.position() - start;
    }

    /**
     * Writes all that remains of a buffer from an offset in bytes on.
     *
     * @param file names the channel in errors
     * @throws DiskFullException when there is no room
     */
    public static void write(FileChannel channel, Path file, long offset, ByteBuffer source) throws IOException {
        long end = offset + source.remaining();
        try {
            while (source.hasRemaining()) {
                channel.write(source, end - source.remaining());
            }
        } catch (IOException e) {
            throw DiskFullException.orSame(named(e, file), file, source.remaining());
        }
    }

    /**
     * Brings what was written to the disk, with the file's attributes.
     *
     * @param file names the channel in errors
     * @throws DiskFullException when only now it shows that there is no room
     */
    public static void force(FileChannel channel, Path file) throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw DiskFullException.orSame(named(e, file), file, 0);
        }
    }

    private static IOException named(IOException failure, Path file) {
        boolean complete = failure instanceof ClosedChannelException || failure instanceof FileSystemException;
        return complete ? failure : new IOException(file + ": " + failure.getMessage(), failure);
    }
}
