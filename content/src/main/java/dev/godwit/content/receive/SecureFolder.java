package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory held by the JDK's handle: the kernel resolves names of files relative to it (openat, renameat, unlinkat).
 * The JDK has no such calls for making directories and links: these go by the path, which is checked before to lead here
 * still, and what was made is looked for by the handle afterwards. An attacker can gain an empty directory or a link
 * elsewhere by that, never a file.
 */
final class SecureFolder implements Folder {
    private final SecureDirectoryStream<Path> directory;
    private final Path path;
    private final FileKey key;

    private SecureFolder(SecureDirectoryStream<Path> directory, Path path, FileKey key) {
        this.directory = directory;
        this.path = path;
        this.key = key;
    }

    static SecureFolder of(SecureDirectoryStream<Path> directory, Path path) throws IOException {
        BasicFileAttributes attributes =
                directory.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
        return new SecureFolder(directory, path, FileKey.of(attributes));
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public FileChannel open(String name, Set<OpenOption> options, int mode) throws IOException {
        return named(name, () ->
                (FileChannel) directory.newByteChannel(Path.of(name), options, Permissions.atCreation(mode)));
    }

    @Override
    public Standing standing(String name) throws IOException {
        return named(
                name, () -> Standing.of(view(name, PosixFileAttributeView.class).readAttributes()));
    }

    @Override
    public void setModified(String name, FileKey key, Instant time) throws IOException {
        checkOwn(name, key);
        named(name, () -> {
            view(name, BasicFileAttributeView.class).setTimes(FileTime.from(time), null, null);
            return name;
        });
    }

    @Override
    public void setMode(String name, FileKey key, int mode) throws IOException {
        checkOwn(name, key);
        named(name, () -> {
            view(name, PosixFileAttributeView.class).setPermissions(Permissions.ofMode(mode));
            return name;
        });
    }

    @Override
    public void renameOver(String from, String to) throws IOException {
        named(to, () -> {
            directory.move(Path.of(from), directory, Path.of(to));
            return to;
        });
    }

    @Override
    public void delete(String name) throws IOException {
        named(name, () -> {
            directory.deleteFile(Path.of(name));
            return name;
        });
    }

    @Override
    public Folder child(String name) throws IOException {
        return named(name, () -> {
            DirectoryStream<Path> stream = directory.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS);
            return of((SecureDirectoryStream<Path>) stream, path.resolve(name));
        });
    }

    @Override
    public boolean makeDirectory(String name) throws IOException {
        try {
            Files.createDirectory(
                    PathFolder.inside(path, key, name), Permissions.atCreation(Permissions.PRIVATE_DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        checkMade(name, Occupant.DIRECTORY);
        return true;
    }

    @Override
    public void makeLink(String name, String target, Instant modified) throws IOException {
        Files.createSymbolicLink(PathFolder.inside(path, key, name), Path.of(target));
        // Without its time: the JDK sets that through a handle, which a link has none of.
        checkMade(name, Occupant.LINK);
    }

    @Override
    public String readLink(String name) throws IOException {
        return Files.readSymbolicLink(PathFolder.inside(path, key, name)).toString();
    }

    @Override
    public void setMode(int mode) throws IOException {
        directory.getFileAttributeView(PosixFileAttributeView.class).setPermissions(Permissions.ofMode(mode));
    }

    @Override
    public void setModified(Instant time) throws IOException {
        directory.getFileAttributeView(PosixFileAttributeView.class).setTimes(FileTime.from(time), null, null);
    }

    @Override
    public void force() {
        try (FileChannel self = open(".", Set.of(StandardOpenOption.READ), Permissions.PRIVATE)) {
            self.force(true);
        } catch (IOException e) {
            // Best effort: not every file system can, and the content itself is on the disk.
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }

    private <T> T named(String name, Call<T> call) throws IOException {
        try {
            return call.run();
        } catch (FileSystemException e) {
            throw FullPath.of(path.resolve(name), e);
        }
    }

    private void checkOwn(String name, FileKey key) throws IOException {
        if (!standing(name).key().equals(key)) {
            throw new ForeignFileException(path.resolve(name));
        }
    }

    private void checkMade(String name, Occupant expected) throws IOException {
        if (standing(name).occupant() != expected) {
            throw new ForeignFileException(path.resolve(name));
        }
    }

    private <V extends @Nullable FileAttributeView> V view(String name, Class<V> type) {
        return directory.getFileAttributeView(Path.of(name), type, LinkOption.NOFOLLOW_LINKS);
    }
}
