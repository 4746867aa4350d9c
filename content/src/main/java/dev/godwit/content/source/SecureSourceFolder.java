package dev.godwit.content.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.function.Consumer;

/** A directory held by its handle: the kernel resolves every name relative to it (openat, fstatat). */
record SecureSourceFolder(Path path, SecureDirectoryStream<Path> stream) implements SourceFolder {
    @Override
    public void forEach(Consumer<Path> consumer) throws IOException {
        try {
            stream.forEach(consumer);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        return stream.getFileAttributeView(Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    public SourceFolder enter(String name) throws IOException {
        return new SecureSourceFolder(
                path.resolve(name), stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public FileChannel openFile(String name) throws IOException {
        return (FileChannel) stream.newByteChannel(Path.of(name), READ);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
