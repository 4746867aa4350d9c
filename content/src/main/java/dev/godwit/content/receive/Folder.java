package dev.godwit.content.receive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Set;

/**
 * A directory, and what may be done to the names directly inside it. No operation follows a symbolic link at the name,
 * and none leaves the directory that was opened, whatever happens to its path. Thread-safe.
 */
interface Folder extends Closeable {
    /** Opening a name that must be free. */
    Set<OpenOption> NEW_FILE = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);

    /** Holds a directory open in the safest way the platform has. */
    @SuppressWarnings("StreamResourceLeak") // the folder keeps it
    static Folder open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return SecureFolder.of(secure, directory);
        }
        stream.close();
        return PathFolder.of(directory);
    }

    /** Opens a name; {@link #NEW_FILE} creates it with permission bits, which the umask may reduce. */
    FileChannel open(String name, Set<OpenOption> options, int mode) throws IOException;

    /** What is at a name, not where it leads; with owner and permissions where the platform has them. */
    BasicFileAttributes attributes(String name) throws IOException;

    void setPermissions(String name, int mode) throws IOException;

    void setModifiedTime(String name, FileTime time) throws IOException;

    /** Renames in one step; a file or link that had the new name is gone. */
    void renameOver(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Brings names to the disk, where the platform can. */
    void force();

    /**
     * Renames unless the new name is taken.
     *
     * @return false when it is
     */
    default boolean renameNew(String from, String to) throws IOException {
        // Without a system call for it: an empty file claims the name, then makes way for the real one.
        try (FileChannel claim = open(to, NEW_FILE, Permissions.PRIVATE)) {
            FileKey key = FileKey.of(attributes(to));
            try {
                renameOver(from, to);
                return true;
            } catch (IOException e) {
                if (claim.size() == 0 && FileKey.of(attributes(to)).equals(key)) {
                    delete(to);
                }
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
