package dev.godwit.content.receive;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryName;
import dev.godwit.content.manifest.UnsafeNameException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory that files are received into. It is opened once and held: what happens to its path later, or to links in
 * it, cannot lead a file elsewhere. Safe for any thread; to be closed after its partial files.
 */
public final class ReceiveRoot implements AutoCloseable {
    private final Path directory;
    private final Folder folder;
    private volatile @Nullable NewFiles newFiles;

    ReceiveRoot(Path directory, Folder folder) {
        this.directory = directory;
        this.folder = folder;
    }

    /**
     * Opens a directory named by the local user, and makes it first, with those above it, if it is missing.
     *
     * @throws NotDirectoryException when something else has the name
     * @throws java.nio.file.AccessDeniedException when it may not be made or opened
     */
    public static ReceiveRoot open(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw (IOException) new NotDirectoryException(directory.toString()).initCause(e);
        }
        Path real = directory.toRealPath();
        return new ReceiveRoot(real, Folder.open(real));
    }

    /** Its path when it was opened, without links. */
    public Path directory() {
        return directory;
    }

    /** How much this user may still write there, in bytes. */
    public long usableBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /**
     * A name for a file to be received.
     *
     * @param name one component, as it came from a peer
     * @throws UnsafeNameException when it must not be used here
     */
    public Target target(String name, ConflictRule rule) {
        EntryName.check(name);
        try {
            return new Target(folder, directory.resolve(name), rule);
        } catch (InvalidPathException e) {
            // Without its cause, whose message holds the name.
            throw new UnsafeNameException("The name cannot be written in the character set of this system");
        }
    }

    /**
     * Creates a partial file, readable for its owner alone, of its full length from the start.
     *
     * @param lengthBytes what it will have, or {@link Entry#UNKNOWN_LENGTH}
     * @throws DiskFullException when there is no room
     */
    public PartialFile create(long lengthBytes) throws IOException {
        String name = PartialName.random();
        try {
            int umask = newFiles().umask();
            FileChannel channel = folder.open(name, Folder.NEW_FILE, Permissions.PRIVATE);
            try {
                FileKey key = FileKey.of(folder.attributes(name));
                PartialFile partial = new PartialFile(folder, directory.resolve(name), key, umask, channel);
                if (lengthBytes != Entry.UNKNOWN_LENGTH) {
                    partial.setLength(lengthBytes);
                }
                return partial;
            } catch (IOException e) {
                channel.close();
                folder.delete(name);
                throw e;
            }
        } catch (IOException e) {
            throw DiskFullException.orSame(e, directory.resolve(name), 0);
        }
    }

    /**
     * Opens a partial file of an earlier run, by what was recorded of it. Whatever is not surely that file (gone, a link,
     * another file, another owner, other permissions) is treated as gone.
     */
    public Optional<PartialFile> reopen(String name, String fileKey) throws IOException {
        FileKey key = new FileKey(fileKey);
        if (!PartialName.matches(name) || !isTrusted(name, key)) {
            return Optional.empty();
        }
        FileChannel channel = folder.open(
                name,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                Permissions.PRIVATE);
        if (!isTrusted(name, key)) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(
                new PartialFile(folder, directory.resolve(name), key, newFiles().umask(), channel));
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    private boolean isTrusted(String name, FileKey key) throws IOException {
        try {
            BasicFileAttributes attributes = folder.attributes(name);
            return attributes.isRegularFile()
                    && FileKey.of(attributes).equals(key)
                    && newFiles().arePrivate(attributes);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Found once; two threads that find it at the same time find the same. */
    private NewFiles newFiles() throws IOException {
        NewFiles known = newFiles;
        if (known == null) {
            known = NewFiles.probe(folder);
            newFiles = known;
        }
        return known;
    }
}
