package dev.godwit.content.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;

/**
 * A file or directory opened by the operating system itself, for calls the JDK does not make or makes slowly. Whoever uses
 * it has another way where there is none ({@link #isSupported}). Names are single components of this directory, and no
 * call follows a symbolic link at one. Failures are the usual exceptions of {@link java.nio.file} with the whole path,
 * {@link DiskFullException} among them, and {@link InvalidPathException} for a name that the system cannot write.
 *
 * <p>Safe for any thread, closing too: calls that are inside finish, later ones fail.
 */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = 1 << 30;
    /** How much of a heap buffer is copied at once. */
    private static final int COPY_BYTES = 256 * 1024;

    private final int number;
    private final Path path;
    /** How many calls are inside, and whether it is closed. */
    private final AtomicInteger uses = new AtomicInteger();

    Descriptor(int number, Path path) {
        this.number = number;
        this.path = path;
    }

    /** Whether this platform has these calls and this module may make them; nothing can be opened where it has not. */
    public static boolean isSupported() {
        return SystemCalls.AVAILABLE;
    }

    /** Opens a path for reading; empty when the platform, the path or the permission for native access do not allow it. */
    public static Optional<Descriptor> open(Path path) {
        if (!isSupported()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Opening.open(path, SystemCalls.O_NONBLOCK));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens a directory that the local user named, through links if there are any.
     *
     * @throws UnsupportedOperationException where it is not supported
     */
    public static Descriptor openDirectory(Path directory) throws IOException {
        if (!isSupported()) {
            throw new UnsupportedOperationException("No system calls");
        }
        return Opening.open(directory, SystemCalls.O_DIRECTORY);
    }

    /**
     * Opens a file somewhere beneath this directory for reading; none of the components may be a link. What it is remains
     * to be asked: opening a pipe does not wait for its other end.
     *
     * @param components names from here on, at least one; none empty, {@code .}, {@code ..} or with a slash
     */
    public Descriptor openFile(List<String> components) throws IOException {
        return Opening.beneath(this, components, SystemCalls.O_NONBLOCK);
    }

    /** As {@link #openFile}, a directory. */
    public Descriptor openDirectory(List<String> components) throws IOException {
        return Opening.beneath(this, components, SystemCalls.O_DIRECTORY);
    }

    /** Creates a file under a name that must be free, open for writing, with these permission bits less the umask. */
    public Descriptor createFile(String name, int mode) throws IOException {
        int flags = SystemCalls.O_WRONLY | SystemCalls.O_CREAT | SystemCalls.O_EXCL | SystemCalls.O_NOFOLLOW;
        long opened = checked(name, directory -> SystemCalls.open(directory, name, flags, mode));
        return new Descriptor((int) opened, path.resolve(name));
    }

    /**
     * Opens a name here as the JDK does, whatever happens to the path of this directory meanwhile. Needs /proc.
     *
     * @param options as for {@link FileChannel#open(Path, Set, FileAttribute[])}
     */
    public FileChannel openChannel(String name, Set<OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        int directory = enter();
        try {
            return FileChannel.open(Path.of("/proc/self/fd", Integer.toString(directory), name), options, attributes);
        } finally {
            leave();
        }
    }

    /** The path it was opened by, for errors. */
    public Path path() {
        return path;
    }

    /** What this is now. */
    public FileStatus status() throws IOException {
        try (Scratch scratch = Scratch.borrow()) {
            checked("", file -> SystemCalls.status(scratch, file));
            return FileStatus.of(scratch, SystemCalls.ABI.stat());
        }
    }

    /** What is at a name now; of a link, the link itself. */
    public FileStatus status(String name) throws IOException {
        try (Scratch scratch = Scratch.borrow()) {
            checked(name, directory -> SystemCalls.status(scratch, directory, name));
            return FileStatus.of(scratch, SystemCalls.ABI.stat());
        }
    }

    /** Where the link at a name leads, as it stands there. */
    public String readLink(String name) throws IOException {
        try (Scratch scratch = Scratch.borrow()) {
            return scratch.text((int) checked(name, directory -> SystemCalls.readLink(scratch, directory, name)));
        }
    }

    /**
     * Fills a buffer from an offset in bytes on, or up to the end of the file. A direct buffer is not copied.
     *
     * @return how many bytes there were; fewer than the buffer had room for only at the end
     */
    public int read(long offset, ByteBuffer target) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            long from = offset + target.position() - start;
            int count = target.isDirect()
                    ? (int) checked("", file -> SystemCalls.read(file, MemorySegment.ofBuffer(target), from))
                    : readCopy(target, from);
            if (count == 0) {
                break;
            }
            if (target.isDirect()) {
                target.position(target.position() + count);
            }
        }
        return target.position() - start;
    }

    /** Writes all that remains of a buffer from an offset in bytes on. A direct buffer is not copied. */
    public void write(long offset, ByteBuffer source) throws IOException {
        long end = offset + source.remaining();
        while (source.hasRemaining()) {
            long at = end - source.remaining();
            long count = source.isDirect()
                    ? checked(
                            "", source.remaining(), file -> SystemCalls.write(file, MemorySegment.ofBuffer(source), at))
                    : writeCopy(source, at);
            source.position(source.position() + (int) count);
        }
    }

    /**
     * Where the next data begins, at this offset or behind it, in bytes; empty when only a hole follows.
     *
     * @throws IOException when the file system cannot tell
     */
    public OptionalLong nextData(long offset) throws IOException {
        long data = call(file -> SystemCalls.seek(file, offset, SystemCalls.SEEK_DATA));
        if (data == -Errno.ENXIO) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(checked("", 0, data));
    }

    /**
     * Where the next hole begins, at this offset or behind it, in bytes; the end of the file is one.
     *
     * @throws IOException when the file system cannot tell
     */
    public long nextHole(long offset) throws IOException {
        return checked("", file -> SystemCalls.seek(file, offset, SystemCalls.SEEK_HOLE));
    }

    /**
     * Makes a directory.
     *
     * @return false when the name is taken, by whatever
     */
    public boolean makeDirectory(String name, int mode) throws IOException {
        long result = call(directory -> SystemCalls.makeDirectory(directory, name, mode));
        if (result == -Errno.EEXIST) {
            return false;
        }
        checked(name, 0, result);
        return true;
    }

    /** Makes a symbolic link under a name that must be free. */
    public void makeLink(String name, String target) throws IOException {
        checked(name, directory -> SystemCalls.makeLink(directory, name, target));
    }

    /** Removes a file or a link, not what it leads to. */
    public void delete(String name) throws IOException {
        checked(name, directory -> SystemCalls.unlink(directory, name, 0));
    }

    /** Removes an empty directory. */
    public void deleteDirectory(String name) throws IOException {
        checked(name, directory -> SystemCalls.unlink(directory, name, SystemCalls.AT_REMOVEDIR));
    }

    /** What became of a rename that must not replace anything. */
    public enum Renamed {
        /** It has the new name. */
        DONE,
        /** The new name is taken, nothing happened. */
        EXISTS,
        /** Not possible this way; another way will succeed, or say why not. */
        UNSUPPORTED
    }

    /** Renames inside this directory, in one step, unless the new name is taken. */
    public Renamed renameNew(String from, String to) {
        try {
            long result = call(directory -> SystemCalls.rename(directory, from, to, SystemCalls.RENAME_NOREPLACE));
            if (result == -Errno.EEXIST) {
                return Renamed.EXISTS;
            }
            return result == 0 ? Renamed.DONE : Renamed.UNSUPPORTED;
        } catch (IOException e) {
            return Renamed.UNSUPPORTED;
        }
    }

    /** Renames inside this directory, in one step; a file or link that had the new name is gone. */
    public void renameOver(String from, String to) throws IOException {
        checked(to, directory -> SystemCalls.rename(directory, from, to, 0));
    }

    /** Sets permission bits, as they are: without regard to the umask. */
    public void setMode(int mode) throws IOException {
        checked("", file -> SystemCalls.setMode(file, mode));
    }

    /** Sets when it was last written. */
    public void setModified(Instant time) throws IOException {
        checked("", file -> SystemCalls.setModified(file, time.getEpochSecond(), time.getNano()));
    }

    /** Sets when what is at a name was last written; of a link, the link itself. */
    public void setModified(String name, Instant time) throws IOException {
        checked(name, directory -> SystemCalls.setModified(directory, name, time.getEpochSecond(), time.getNano()));
    }

    /** Brings this file, or the names in this directory, to the disk. */
    public void force() throws IOException {
        checked("", SystemCalls::force);
    }

    /** Brings everything written to the file system that this is on to the disk. */
    public void forceFileSystem() throws IOException {
        checked("", SystemCalls::forceFileSystem);
    }

    @Override
    public void close() {
        // Once only, and not under a call: the system gives the number to the next file that anyone opens.
        if (uses.getAndUpdate(count -> count | CLOSED) == 0) {
            SystemCalls.close(number);
        }
    }

    /** The result of a call on this descriptor, or the negative errno. */
    long call(IntToLongFunction call) throws IOException {
        int file = enter();
        try {
            long result;
            do {
                result = call.applyAsLong(file);
            } while (result == -Errno.EINTR);
            return result;
        } finally {
            leave();
        }
    }

    private int enter() throws IOException {
        if ((uses.incrementAndGet() & CLOSED) != 0) {
            leave();
            throw new FileSystemException(path.toString(), null, "is closed");
        }
        return number;
    }

    private void leave() {
        if (uses.decrementAndGet() == CLOSED) {
            SystemCalls.close(number);
        }
    }

    private int readCopy(ByteBuffer target, long offset) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(Math.min(COPY_BYTES, target.remaining()));
            int count = (int) checked("", file -> SystemCalls.read(file, copy, offset));
            target.put(copy.asSlice(0, count).asByteBuffer());
            return count;
        }
    }

    private long writeCopy(ByteBuffer source, long offset) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int length = Math.min(COPY_BYTES, source.remaining());
            MemorySegment copy = arena.allocate(length);
            copy.copyFrom(MemorySegment.ofBuffer(source).asSlice(0, length));
            return checked("", source.remaining(), file -> SystemCalls.write(file, copy, offset));
        }
    }

    private long checked(String name, IntToLongFunction call) throws IOException {
        return checked(name, 0, call(call));
    }

    private long checked(String name, long neededBytes, IntToLongFunction call) throws IOException {
        return checked(name, neededBytes, call(call));
    }

    private long checked(String name, long neededBytes, long result) throws IOException {
        if (result < 0) {
            throw Errno.exception((int) -result, name.isEmpty() ? path : path.resolve(name), neededBytes);
        }
        return result;
    }
}
