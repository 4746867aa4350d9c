package dev.godwit.content.disk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The Linux system calls in use, all through one handle on libc's {@code syscall}: each further handle would cost a start
 * some 20 ms. Each returns what the kernel does, or the negative errno. Only to be touched where {@link #AVAILABLE}.
 * Thread-safe; a path with a zero byte or characters that the system cannot write is an InvalidPathException.
 */
final class SystemCalls {
    /** Whether this is a Linux whose calls are known here, and this module may call it. */
    static final boolean AVAILABLE =
            // Asking first: an attempt without permission would print a warning or throw.
            Abi.current().isPresent() && SystemCalls.class.getModule().isNativeAccessEnabled();

    /** The current directory, where a descriptor of a directory is asked for. */
    static final int AT_FDCWD = -100;

    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int RENAME_NOREPLACE = 1;
    static final int SEEK_DATA = 3;
    static final int SEEK_HOLE = 4;
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    /** The path may have become a pipe. */
    static final int O_NONBLOCK = 0x800;

    static final int O_CLOEXEC = 0x80000;
    static final int RESOLVE_NO_SYMLINKS = 0x04;
    static final int RESOLVE_BENEATH = 0x08;
    static final long UTIME_OMIT = (1L << 30) - 2;

    static final Abi ABI = Abi.current().orElse(Abi.X86_64);
    private static final Abi.Numbers NUMBERS = ABI.numbers();
    static final int O_DIRECTORY = ABI.directory();
    static final int O_NOFOLLOW = ABI.noFollow();

    private static final int OPEN_HOW_BYTES = 24;
    private static final MemorySegment NULL = MemorySegment.NULL;

    private SystemCalls() {}

    /** In a class of its own, so that nothing is linked where it may not be. */
    private static final class Libc {
        static final VarHandle ERRNO = Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));
        static final MethodHandle SYSCALL = link();

        private Libc() {}

        /** The second argument alone may be memory that the caller owns: as an address it is held during the call. */
        @SuppressWarnings("restricted")
        private static MethodHandle link() {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Linker.Option.captureCallState("errno"),
                    Linker.Option.firstVariadicArg(1));
        }
    }

    static long close(int descriptor) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.close(), descriptor, NULL);
        }
    }

    static long open(int directory, String path, int flags, int mode) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.openat(), directory, scratch.first(path), flags | O_CLOEXEC, mode);
        }
    }

    /** Opens a path beneath a directory, through no link at all. Linux 5.6; often forbidden in containers. */
    static long openBeneath(int directory, String path, int flags) {
        try (Scratch scratch = Scratch.borrow()) {
            long how = scratch.openHow(flags | O_CLOEXEC, RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH)
                    .address();
            return call(scratch, NUMBERS.openat2(), directory, scratch.first(path), how, OPEN_HOW_BYTES);
        }
    }

    static long makeDirectory(int directory, String name, int mode) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.mkdirat(), directory, scratch.first(name), mode);
        }
    }

    static long makeLink(int directory, String name, String target) {
        try (Scratch scratch = Scratch.borrow()) {
            long targetAddress = scratch.second(target).address();
            // Its second argument is a number.
            MemorySegment in = MemorySegment.ofAddress(directory);
            long nameAddress = scratch.first(name).address();
            return call(scratch, NUMBERS.symlinkat(), targetAddress, in, nameAddress);
        }
    }

    /** Leaves the text of a link in the scratch, and returns its length in bytes. */
    static long readLink(Scratch scratch, int directory, String name) {
        long output = scratch.output().address();
        return call(scratch, NUMBERS.readlinkat(), directory, scratch.first(name), output, Scratch.PATH_BYTES);
    }

    /** The flags are 0 for a file or link, AT_REMOVEDIR for an empty directory. */
    static long unlink(int directory, String name, int flags) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.unlinkat(), directory, scratch.first(name), flags);
        }
    }

    /** Renames within a directory; the flags are 0 or RENAME_NOREPLACE. */
    static long rename(int directory, String from, String to, int flags) {
        try (Scratch scratch = Scratch.borrow()) {
            long newName = scratch.second(to).address();
            return call(scratch, NUMBERS.renameat2(), directory, scratch.first(from), directory, newName, flags);
        }
    }

    static long setMode(int descriptor, int mode) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.fchmod(), descriptor, MemorySegment.ofAddress(mode));
        }
    }

    /** Sets the time a file was written, and leaves that of reading. */
    static long setModified(int descriptor, long seconds, int nanos) {
        try (Scratch scratch = Scratch.borrow()) {
            long times = scratch.times(seconds, nanos).address();
            return call(scratch, NUMBERS.utimensat(), descriptor, NULL, times);
        }
    }

    /** As the other, at a name; of a link itself. */
    static long setModified(int directory, String name, long seconds, int nanos) {
        try (Scratch scratch = Scratch.borrow()) {
            long times = scratch.times(seconds, nanos).address();
            return call(scratch, NUMBERS.utimensat(), directory, scratch.first(name), times, AT_SYMLINK_NOFOLLOW);
        }
    }

    /** Leaves a {@code struct stat} in the scratch. */
    static long status(Scratch scratch, int descriptor) {
        return call(scratch, NUMBERS.fstat(), descriptor, scratch.struct());
    }

    /** As the other, of what is at a name; of a link itself. */
    static long status(Scratch scratch, int directory, String name) {
        long struct = scratch.struct().address();
        return call(scratch, NUMBERS.newfstatat(), directory, scratch.first(name), struct, AT_SYMLINK_NOFOLLOW);
    }

    static long read(int descriptor, MemorySegment target, long offset) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.pread64(), descriptor, target, target.byteSize(), offset);
        }
    }

    static long write(int descriptor, MemorySegment source, long offset) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.pwrite64(), descriptor, source, source.byteSize(), offset);
        }
    }

    static long seek(int descriptor, long offset, int whence) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.lseek(), descriptor, MemorySegment.ofAddress(offset), whence);
        }
    }

    static long force(int descriptor) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.fsync(), descriptor, NULL);
        }
    }

    static long forceFileSystem(int descriptor) {
        try (Scratch scratch = Scratch.borrow()) {
            return call(scratch, NUMBERS.syncfs(), descriptor, NULL);
        }
    }

    /** @param rest the third argument and those behind it, at most three; zeros where there are fewer */
    private static long call(Scratch scratch, long number, long a, MemorySegment b, long... rest) {
        long c = rest.length > 0 ? rest[0] : 0;
        long d = rest.length > 1 ? rest[1] : 0;
        long e = rest.length > 2 ? rest[2] : 0;
        try {
            long result = (long) Libc.SYSCALL.invokeExact(scratch.state(), number, a, b, c, d, e);
            return result >= 0 ? result : -(int) Libc.ERRNO.get(scratch.state(), 0L);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError("A system call threw", failure);
        }
    }
}
