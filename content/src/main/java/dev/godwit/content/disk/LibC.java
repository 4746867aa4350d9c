package dev.godwit.content.disk;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.util.Optional;

/** The C functions in use, on 64-bit Linux and macOS. Each returns what C does, or the negative errno. Thread-safe. */
final class LibC {
    static final int ENXIO = 6;
    static final int EEXIST = 17;

    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
    private static final boolean MACOS = System.getProperty("os.name").startsWith("Mac");
    /** O_RDONLY, close-on-exec, and non-blocking because the path may have become a pipe. */
    private static final int OPEN_FLAGS = LINUX ? 0x80000 | 0x800 : 0x1000000 | 0x4;

    private static final int SEEK_DATA = LINUX ? 3 : 4;
    private static final int SEEK_HOLE = LINUX ? 4 : 3;
    private static final int RENAME_NOREPLACE = 1;

    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Charset PATH_CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    private static final Optional<LibC> INSTANCE = load();

    private final MethodHandle open;
    private final MethodHandle close;
    private final MethodHandle lseek;
    private final Optional<MethodHandle> renameat2;

    private LibC(Linker linker) {
        open = function(linker, "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2)
                .orElseThrow();
        close = function(linker, "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                .orElseThrow();
        lseek = function(linker, "lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT))
                .orElseThrow();
        renameat2 = LINUX
                ? function(
                        linker,
                        "renameat2",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT))
                : Optional.empty();
    }

    /** The library, where there is one and this module may call it. */
    static Optional<LibC> instance() {
        return INSTANCE;
    }

    int open(String path) {
        return (int) call((arena, state) -> (int) open.invokeExact(state, string(arena, path), OPEN_FLAGS));
    }

    void close(int descriptor) {
        call((arena, state) -> (int) close.invokeExact(state, descriptor));
    }

    long seekData(int descriptor, long offsetBytes) {
        return call((arena, state) -> (long) lseek.invokeExact(state, descriptor, offsetBytes, SEEK_DATA));
    }

    long seekHole(int descriptor, long offsetBytes) {
        return call((arena, state) -> (long) lseek.invokeExact(state, descriptor, offsetBytes, SEEK_HOLE));
    }

    /** Renames within a directory unless the new name is taken; empty where the platform cannot. */
    Optional<Integer> renameNew(int directory, String from, String to) {
        return renameat2.map(function -> (int) call((arena, state) -> (int) function.invokeExact(
                state, directory, string(arena, from), directory, string(arena, to), RENAME_NOREPLACE)));
    }

    @FunctionalInterface
    private interface Call {
        long invoke(Arena arena, MemorySegment state) throws Throwable;
    }

    private static long call(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = call.invoke(arena, state);
            return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("A C function threw", e);
        }
    }

    private static MemorySegment string(Arena arena, String text) {
        byte[] bytes = text.getBytes(PATH_CHARSET);
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }

    private static Optional<LibC> load() {
        boolean supported = (LINUX || MACOS) && ADDRESS.byteSize() == Long.BYTES;
        // Asking first: an attempt without permission would print a warning or throw.
        if (!supported || !LibC.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        return Optional.of(new LibC(Linker.nativeLinker()));
    }

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> function(Linker linker, String name, FunctionDescriptor type) {
        return linker.defaultLookup().find(name).map(symbol -> linker.downcallHandle(symbol, type, CAPTURE));
    }

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> function(
            Linker linker, String name, FunctionDescriptor type, int firstVariadic) {
        Linker.Option variadic = Linker.Option.firstVariadicArg(firstVariadic);
        return linker.defaultLookup().find(name).map(symbol -> linker.downcallHandle(symbol, type, CAPTURE, variadic));
    }
}
