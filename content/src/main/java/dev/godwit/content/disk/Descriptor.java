package dev.godwit.content.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file or directory opened by the operating system itself, for calls the JDK does not make. Whoever uses it has another
 * way where there is none. Safe for any thread; to be closed when no other uses it any more.
 */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private final LibC libC;
    private final AtomicInteger number;

    private Descriptor(LibC libC, int number) {
        this.libC = libC;
        this.number = new AtomicInteger(number);
    }

    /** Opens a path for reading; empty when the platform, the path or the permission for native access do not allow it. */
    public static Optional<Descriptor> open(Path path) {
        return LibC.instance().flatMap(libC -> {
            int number = libC.open(path.toString());
            return number < 0 ? Optional.empty() : Optional.of(new Descriptor(libC, number));
        });
    }

    /**
     * Where the next data begins, at this offset or behind it, in bytes; empty when only a hole follows.
     *
     * @throws IOException when the file system cannot tell
     */
    public OptionalLong nextData(long offset) throws IOException {
        long data = libC.seekData(number.get(), offset);
        if (data == -LibC.ENXIO) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(checked(data));
    }

    /**
     * Where the next hole begins, at this offset or behind it, in bytes; the end of the file is one.
     *
     * @throws IOException when the file system cannot tell
     */
    public long nextHole(long offset) throws IOException {
        return checked(libC.seekHole(number.get(), offset));
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
        int result = libC.renameNew(number.get(), from, to).orElse(Integer.MIN_VALUE);
        return switch (result) {
            case 0 -> Renamed.DONE;
            case -LibC.EEXIST -> Renamed.EXISTS;
            default -> Renamed.UNSUPPORTED;
        };
    }

    /** Whether this is the file with that key; false as well where that cannot be found out (it can on Linux). */
    public boolean isFile(Object fileKey) {
        try {
            Path self = Path.of("/proc/self/fd", Integer.toString(number.get()));
            return fileKey.equals(
                    Files.readAttributes(self, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        // Once only: the system gives the number to the next file that anyone opens.
        int open = number.getAndSet(CLOSED);
        if (open != CLOSED) {
            libC.close(open);
        }
    }

    private static long checked(long result) throws IOException {
        if (result < 0) {
            throw new IOException("errno " + -result);
        }
        return result;
    }
}
