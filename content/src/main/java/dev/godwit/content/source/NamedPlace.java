package dev.godwit.content.source;

import dev.godwit.content.disk.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A path that the user named, or that links may lead to. */
record NamedPlace(Path path) implements SourcePlace {
    @Override
    public FileState look() throws IOException {
        return FileState.of(path);
    }

    @Override
    public Content open() throws IOException {
        return new ChannelContent(FileChannel.open(path, StandardOpenOption.READ), path);
    }

    /** A file that the JDK opened. */
    record ChannelContent(FileChannel channel, Path path) implements Content {
        @Override
        public int read(long offset, ByteBuffer target) throws IOException {
            return FileBytes.read(channel, path, offset, target);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
