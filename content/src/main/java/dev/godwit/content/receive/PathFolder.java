package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;

/**
 * A directory known by its path alone, for platforms without directory handles: before each operation it is checked that
 * the path still leads to the same directory, which leaves only the moment between check and operation open.
 */
final class PathFolder implements Folder {
    private final Path directory;
    private final FileKey key;

    private PathFolder(Path directory, FileKey key) {
        this.directory = directory;
        this.key = key;
    }

    static PathFolder of(Path directory) throws IOException {
        return new PathFolder(directory, FileKey.of(read(directory)));
    }

    @Override
    public FileChannel open(String name, Set<OpenOption> options, int mode) throws IOException {
        return FileChannel.open(inside(name), options, Permissions.atCreation(mode));
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        Path path = inside(name);
        PosixFileAttributeView posix =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return posix == null ? read(path) : posix.readAttributes();
    }

    @Override
    public void setPermissions(String name, int mode) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(inside(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix != null) {
            posix.setPermissions(Permissions.ofMode(mode));
        }
    }

    @Override
    public void setModifiedTime(String name, FileTime time) throws IOException {
        Files.getFileAttributeView(inside(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, null, null);
    }

    @Override
    public void renameOver(String from, String to) throws IOException {
        Files.move(inside(from), inside(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(inside(name));
    }

    /** Nothing: a platform without directory handles cannot bring a directory to the disk. */
    @Override
    public void force() {}

    /** Nothing is held. */
    @Override
    public void close() {}

    private Path inside(String name) throws IOException {
        BasicFileAttributes now = read(directory);
        if (!now.isDirectory() || !FileKey.of(now).equals(key)) {
            throw new FileSystemException(directory.toString(), null, "is no longer the directory that was opened");
        }
        return directory.resolve(name);
    }

    private static BasicFileAttributes read(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
