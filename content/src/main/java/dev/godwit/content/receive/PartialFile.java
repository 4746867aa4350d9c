package dev.godwit.content.receive;

import dev.godwit.content.disk.FileBytes;
import dev.godwit.content.receive.OpenFolders.OpenFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file being received, under a random name that only its owner may read, in the folder it will be in. It lives until it
 * is finished or discarded; closing keeps it, to be opened again by {@link ReceiveFolder#reopen}. Reading and writing are
 * safe for any number of threads, finishing and discarding are for one that knows the others are done. Interrupting a
 * thread that reads or writes closes the file for all of them.
 */
public final class PartialFile implements AutoCloseable {
    private static final ByteBuffer ZERO = ByteBuffer.allocateDirect(1).asReadOnlyBuffer();

    private final ReceiveFolder home;
    /** Kept while the file is open, so that its folder is the same one to the end. */
    private final OpenFolder held;

    private final Path path;
    private final String name;
    private final FileKey key;
    private final FileChannel channel;
    private final AtomicBoolean released = new AtomicBoolean();

    PartialFile(ReceiveFolder home, OpenFolder held, String name, FileKey key, FileChannel channel) {
        this.home = home;
        this.held = held;
        this.path = home.directory().resolve(name);
        this.name = name;
        this.key = key;
        this.channel = channel;
    }

    /** Its name in its folder, to be recorded for {@link ReceiveFolder#reopen}. */
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
     * Makes it the received file: content on the disk, then time, name and permissions, in this order. Until it has its
     * name nothing has changed that a kill could leave untrusted; after it, {@link ReceiveFolder#settle} makes up for one.
     * Of the mode only permission bits count, whatever the user's umask is. When
     * the target refuses, the partial file is still there, and finishing may be tried again with another target.
     *
     * @param target in the folder this file was created in
     * @return where it is now
     * @throws ConflictException when the target's rule does not let it have the name
     * @throws dev.godwit.content.disk.DiskFullException when only now it shows that there is no room
     */
    public Path finish(Target target, int mode, Instant modifiedTime) throws IOException {
        if (!target.isIn(home)) {
            throw new IllegalArgumentException("The target is in another folder");
        }
        Folder folder = held.folder();
        force();
        folder.setModified(name, key, modifiedTime);
        String finalName = target.take(folder, name);
        // Last: once its permissions are open, it would not be trusted again under its partial name.
        folder.setMode(finalName, key, mode & Permissions.ALL);
        force();
        folder.force();
        close();
        return path.resolveSibling(finalName);
    }

    /** Closes and deletes it; if another file has taken its name, that one stays. */
    public void discard() throws IOException {
        try (OpenFolder folder = home.hold()) {
            channel.close();
            folder.folder().deleteOwn(name, key);
        } catch (NoSuchFileException e) {
            // Gone already, which is what was wanted.
        } finally {
            close();
        }
    }

    /** Closes it and keeps it. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!released.getAndSet(true)) {
            held.close();
        }
    }
}
