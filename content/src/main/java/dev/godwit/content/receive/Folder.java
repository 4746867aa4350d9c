package dev.godwit.content.receive;

import dev.godwit.content.disk.Descriptor;
import dev.godwit.content.disk.FileBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.time.Instant;
import java.util.Set;

/**
 * A directory, and what may be done to the names directly inside it. No operation follows a symbolic link at the name,
 * and none leaves the directory that was opened, whatever happens to its path. Names were checked to be single
 * components. Thread-safe.
 */
interface Folder extends Closeable {
    /** Opening a name that must be free. */
    Set<OpenOption> NEW_FILE = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);

    /** Holds a directory that the local user named, in the safest way the platform has. */
    @SuppressWarnings("StreamResourceLeak") // the folder keeps it
    static Folder open(Path directory) throws IOException {
        if (NativeFolder.isPossible()) {
            return new NativeFolder(Descriptor.openDirectory(directory));
        }
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return SecureFolder.of(secure, directory);
        }
        stream.close();
        return PathFolder.of(directory);
    }

    /** The path it was opened by, for errors. */
    Path path();

    /** Opens a name; {@link #NEW_FILE} creates it with permission bits, which the umask may reduce. */
    FileChannel open(String name, Set<OpenOption> options, int mode) throws IOException;

    /** What is at a name. */
    Standing standing(String name) throws IOException;

    /** Sets when a file was last written, if it is still that file; else a {@link ForeignFileException}. */
    void setModified(String name, FileKey key, Instant time) throws IOException;

    /** Sets the permission bits of a file, if it is still that file; else a {@link ForeignFileException}. */
    void setMode(String name, FileKey key, int mode) throws IOException;

    /** Renames in one step; a file or link that had the new name is gone. */
    void renameOver(String from, String to) throws IOException;

    /** Removes a file or link. */
    void delete(String name) throws IOException;

    /** Holds a directory inside. */
    Folder child(String name) throws IOException;

    /**
     * Makes a directory for its owner alone.
     *
     * @return false when the name is taken, by whatever
     */
    boolean makeDirectory(String name) throws IOException;

    /** Makes a link, with the time it was made elsewhere, under a name that must be free. */
    void makeLink(String name, String target, Instant modified) throws IOException;

    /** Where the link at a name leads, as it stands there. */
    String readLink(String name) throws IOException;

    /** Sets the permission bits of the directory itself. */
    void setMode(int mode) throws IOException;

    /** Sets when the directory itself was last changed. */
    void setModified(Instant time) throws IOException;

    /** Brings names to the disk, where the platform can. */
    void force();

    /** Brings everything on this file system to the disk, where the platform can. */
    default void forceFileSystem() throws IOException {
        force();
    }

    /**
     * Writes a file at once under a name that must be free. It is private until its content is complete, and there is no
     * such file when this fails.
     *
     * @return what tells it from another file of that name
     */
    default FileKey writeNew(String name, ByteBuffer content, int mode, Instant modified) throws IOException {
        try (FileChannel channel = open(name, NEW_FILE, Permissions.PRIVATE)) {
            FileKey key = standing(name).key();
            try {
                FileBytes.write(channel, path().resolve(name), 0, content);
                setModified(name, key, modified);
                setMode(name, key, mode);
                return key;
            } catch (IOException e) {
                deleteOwn(name, key);
                throw e;
            }
        }
    }

    /** Removes a file if it is still that file, and leaves any other that took its name. */
    default void deleteOwn(String name, FileKey key) throws IOException {
        if (standing(name).key().equals(key)) {
            delete(name);
        }
    }

    /**
     * Renames unless the new name is taken.
     *
     * @return false when it is
     */
    default boolean renameNew(String from, String to) throws IOException {
        // Without a system call for it: an empty file claims the name, then makes way for the real one.
        try (FileChannel claim = open(to, NEW_FILE, Permissions.PRIVATE)) {
            FileKey key = standing(to).key();
            try {
                renameOver(from, to);
                return true;
            } catch (IOException e) {
                if (claim.size() == 0) {
                    deleteOwn(to, key);
                }
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** A name that had a file of ours has another one now. */
    final class ForeignFileException extends FileSystemException {
        private static final long serialVersionUID = 1;

        ForeignFileException(Path path) {
            super(path.toString(), null, "was replaced by another program");
        }
    }
}
