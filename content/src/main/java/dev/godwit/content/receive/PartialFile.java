package dev.godwit.content.receive;

import dev.godwit.content.disk.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A file being received, under a random name that only its owner may read. It lives until it is finished or discarded;
 * closing keeps it, to be opened again by {@link ReceiveRoot#reopen}. Reading and writing are safe for any number of
 * threads, finishing and discarding are for one that knows the others are done. Interrupting a thread that reads or
 * writes closes the file for all of them.
 */
public final class PartialFile implements AutoCloseable {
    private static final ByteBuffer ZERO = ByteBuffer.allocateDirect(1).asReadOnlyBuffer();

    private final Folder folder;
    private final Path path;
    private final String name;
    private final FileKey key;
    private final int umask;
    private final FileChannel channel;

    PartialFile(Folder folder, Path path, FileKey key, int umask, FileChannel channel) {
        this.folder = folder;
        this.path = path;
        this.name = String.valueOf(path.getFileName());
        this.key = key;
        this.umask = umask;
        this.channel = channel;
    }

    /** Its name in the receive root, to be recorded for {@link ReceiveRoot#reopen}. */
    public String name() {
        return name;
    }

    /** What tells it from another file of that name, to be recorded with the name. */
    public String fileKey() {
        return key.text();
    }

    /** Its length now, in bytes. */
    public long length() throws IOException {
        return channel.size();
    }

    /**
     * Gives it a length in bytes: growing leaves a hole, shrinking cuts off.
     *
     * @throws dev.godwit.content.disk.DiskFullException when there is no room
     */
    public void setLength(long lengthBytes) throws IOException {
        if (lengthBytes > channel.size()) {
            // One byte at the end; a file system that cannot hold such a file says so now, not hours later.
            write(lengthBytes - 1, ZERO.duplicate());
        } else {
            channel.truncate(lengthBytes);
        }
    }

    /**
     * Writes all that remains of a buffer from an offset in bytes on.
     *
     * @throws dev.godwit.content.disk.DiskFullException when there is no room; what was written before is kept
     */
    public void write(long offset, ByteBuffer source) throws IOException {
        FileBytes.write(channel, path, offset, source);
    }

    /** Fills the buffer from an offset in bytes on, or up to the end, and returns how many bytes there were. */
    public int read(long offset, ByteBuffer target) throws IOException {
        return FileBytes.read(channel, path, offset, target);
    }

    /** Brings everything written so far to the disk. */
    public void force() throws IOException {
        FileBytes.force(channel, path);
    }

    /**
     * Makes it the received file: content on the disk, then permissions and time, then its name. Of the mode only
     * permission bits count, less those the user's umask takes away; its owner may always read it. When the target refuses, the partial file is still
     * there, and finishing may be tried again with another target.
     *
     * @return where it is now
     * @throws ConflictException when the target's rule does not let it have the name
     * @throws dev.godwit.content.disk.DiskFullException when only now it shows that there is no room
     */
    public Path finish(Target target, int mode, Instant modifiedTime) throws IOException {
        force();
        checkOurs(name);
        // As late as possible: once its permissions are open, a crash would leave a partial that is not trusted again.
        folder.setModifiedTime(name, FileTime.from(modifiedTime));
        folder.setPermissions(name, (mode & Permissions.ALL & ~umask) | Permissions.OWNER_READ);
        String finalName;
        try {
            finalName = target.place(name);
        } catch (IOException e) {
            makePrivateAgain(e);
            throw e;
        }
        checkOurs(finalName);
        force();
        channel.close();
        folder.force();
        return path.resolveSibling(finalName);
    }

    /** Closes and deletes it; if another file has taken its name, that one stays. */
    public void discard() throws IOException {
        channel.close();
        try {
            checkOurs(name);
            folder.delete(name);
        } catch (NoSuchFileException | ForeignFileException e) {
            // Gone already, which is what was wanted.
        }
    }

    /** Closes it and keeps it. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void checkOurs(String currentName) throws IOException {
        if (!FileKey.of(folder.attributes(currentName)).equals(key)) {
            throw new ForeignFileException(path.resolveSibling(currentName));
        }
    }

    private void makePrivateAgain(IOException failure) {
        try {
            folder.setPermissions(name, Permissions.PRIVATE);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static final class ForeignFileException extends FileSystemException {
        private static final long serialVersionUID = 1;

        ForeignFileException(Path path) {
            super(path.toString(), null, "was replaced by another program");
        }
    }
}
