package dev.godwit.content.receive;

import dev.godwit.content.disk.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A regular file that was in the receive root before, open to learn whether it is what is to be received. Thread-safe. */
public final class ExistingFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    ExistingFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Its length now, in bytes. */
    public long length() throws IOException {
        return channel.size();
    }

    /** Fills the buffer from an offset in bytes on, or up to the end, and returns how many bytes there were. */
    public int read(long offset, ByteBuffer target) throws IOException {
        return FileBytes.read(channel, path, offset, target);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
