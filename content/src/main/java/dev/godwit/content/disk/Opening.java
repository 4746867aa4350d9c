package dev.godwit.content.disk;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * How descriptors are opened: a path of the local user as it is; what lies beneath a directory without following any link,
 * by one call of the kernel where it may be made (openat2), else component by component.
 */
final class Opening {
    private static final int EAGAIN_TRIES = 16;
    private static final int READ_DIRECTORY = SystemCalls.O_RDONLY | SystemCalls.O_DIRECTORY | SystemCalls.O_NOFOLLOW;

    /** Found out by the first attempt: older than Linux 5.6, or forbidden by a container. */
    private static volatile boolean oneCallIsMissing;

    private Opening() {}

    static Descriptor open(Path path, int flags) throws IOException {
        long result;
        do {
            result = SystemCalls.open(SystemCalls.AT_FDCWD, path.toString(), SystemCalls.O_RDONLY | flags, 0);
        } while (result == -Errno.EINTR);
        return descriptor(result, path);
    }

    static Descriptor beneath(Descriptor directory, List<String> components, int flags) throws IOException {
        Path path = directory.path();
        for (String component : components) {
            checkSingle(component);
            path = path.resolve(component);
        }
        int openFlags = SystemCalls.O_RDONLY | SystemCalls.O_NOFOLLOW | flags;
        if (components.size() == 1) {
            // The kernel resolves nothing before the only component.
            String name = components.getFirst();
            return descriptor(directory.call(held -> SystemCalls.open(held, name, openFlags, 0)), path);
        }
        String joined = String.join("/", components);
        if (!oneCallIsMissing && Scratch.fits(joined)) {
            long result = inOneCall(directory, joined, openFlags);
            if (result != -Errno.ENOSYS && result != -Errno.EPERM) {
                return descriptor(result, path);
            }
            oneCallIsMissing = true;
        }
        return stepwise(directory, components, flags);
    }

    private static long inOneCall(Descriptor directory, String joined, int flags) throws IOException {
        long result = -Errno.EAGAIN;
        // A rename elsewhere may disturb the kernel's own check that nothing leads out.
        for (int tries = 0; result == -Errno.EAGAIN && tries < EAGAIN_TRIES; tries++) {
            result = directory.call(held -> SystemCalls.openBeneath(held, joined, flags));
        }
        return result;
    }

    /** The same by single components, for where the one call is missing. */
    static Descriptor stepwise(Descriptor directory, List<String> components, int flags) throws IOException {
        Descriptor parent = directory;
        for (int depth = 0; ; depth++) {
            boolean isLast = depth == components.size() - 1;
            String name = components.get(depth);
            checkSingle(name);
            int openFlags = isLast ? SystemCalls.O_RDONLY | SystemCalls.O_NOFOLLOW | flags : READ_DIRECTORY;
            Path path = parent.path().resolve(name);
            Descriptor opened;
            try {
                opened = descriptor(parent.call(held -> SystemCalls.open(held, name, openFlags, 0)), path);
            } finally {
                if (parent != directory) {
                    parent.close();
                }
            }
            if (isLast) {
                return opened;
            }
            parent = opened;
        }
    }

    /** Without this, a step could lead out of the directory. */
    private static void checkSingle(String component) {
        if (component.isEmpty() || component.equals(".") || component.equals("..") || component.indexOf('/') >= 0) {
            throw new InvalidPathException(component, "is not the name of one entry");
        }
    }

    private static Descriptor descriptor(long result, Path path) throws IOException {
        if (result < 0) {
            throw Errno.exception((int) -result, path, 0);
        }
        return new Descriptor((int) result, path);
    }
}
