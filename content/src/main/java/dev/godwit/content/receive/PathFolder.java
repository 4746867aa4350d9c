package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
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
        BasicFileAttributes attributes = read(directory);
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        return new PathFolder(directory, FileKey.of(attributes));
    }

    @Override
    public Path path() {
        return directory;
    }

    @Override
    public FileChannel open(String name, Set<OpenOption> options, int mode) throws IOException {
        return FileChannel.open(inside(name), options, Permissions.atCreation(mode));
    }

    @Override
    public Standing standing(String name) throws IOException {
        Path path = inside(name);
        PosixFileAttributeView posix =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return Standing.of(posix == null ? read(path) : posix.readAttributes());
    }

    @Override
    public void setModified(String name, FileKey key, Instant time) throws IOException {
        setModified(own(name, key), time);
    }

    @Override
    public void setMode(String name, FileKey key, int mode) throws IOException {
        setMode(own(name, key), mode);
    }

    @Override
    public void renameOver(String from, String to) throws IOException {
        Files.move(inside(from), inside(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(inside(name));
    }

    @Override
    public Folder child(String name) throws IOException {
        return of(inside(name));
    }

    @Override
    public boolean makeDirectory(String name) throws IOException {
        try {
            Files.createDirectory(inside(name), Permissions.atCreation(Permissions.PRIVATE_DIRECTORY));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public void makeLink(String name, String target, Instant modified) throws IOException {
        setModified(Files.createSymbolicLink(inside(name), Path.of(target)), modified);
    }

    @Override
    public String readLink(String name) throws IOException {
        return Files.readSymbolicLink(inside(name)).toString();
    }

    @Override
    public void setMode(int mode) throws IOException {
        check(directory, key);
        setMode(directory, mode);
    }

    @Override
    public void setModified(Instant time) throws IOException {
        check(directory, key);
        setModified(directory, time);
    }

    /** Nothing: a platform without directory handles cannot bring a directory to the disk. */
    @Override
    public void force() {}

    /** Nothing is held. */
    @Override
    public void close() {}

    /** A path inside a directory, which was that directory just now. */
    static Path inside(Path directory, FileKey key, String name) throws IOException {
        check(directory, key);
        return directory.resolve(name);
    }

    private static void check(Path directory, FileKey key) throws IOException {
        BasicFileAttributes now = read(directory);
        if (!now.isDirectory() || !FileKey.of(now).equals(key)) {
            throw new FileSystemException(directory.toString(), null, "is no longer the directory that was opened");
        }
    }

    private Path inside(String name) throws IOException {
        return inside(directory, key, name);
    }

    private Path own(String name, FileKey key) throws IOException {
        Path path = inside(name);
        if (!FileKey.of(read(path)).equals(key)) {
            throw new ForeignFileException(path);
        }
        return path;
    }

    private static void setMode(Path path, int mode) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix != null) {
            posix.setPermissions(Permissions.ofMode(mode));
        }
    }

    private static void setModified(Path path, Instant time) throws IOException {
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(time), null, null);
    }

    private static BasicFileAttributes read(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
