package dev.godwit.content.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** A directory known by its path alone, for platforms without directory handles. */
record PathSourceFolder(Path path, DirectoryStream<Path> stream) implements SourceFolder {
    @SuppressWarnings("StreamResourceLeak") // the folder keeps it
    static PathSourceFolder open(Path path) throws IOException {
        return new PathSourceFolder(path, Files.newDirectoryStream(path));
    }

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
        return read(path.resolve(name));
    }

    @Override
    public SourceFolder enter(String name) throws IOException {
        Path inside = path.resolve(name);
        SourceFolder folder = open(inside);
        try {
            // Looking after opening: a link that took the place of the directory is seen.
            BasicFileAttributes found = read(inside);
            if (!found.isDirectory() || found.isOther()) {
                throw new NotDirectoryException(inside.toString());
            }
            return folder;
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    @Override
    public FileChannel openFile(String name) throws IOException {
        return FileChannel.open(path.resolve(name), READ);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static BasicFileAttributes read(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
