package dev.godwit.content.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The errors of system calls, as the exceptions that the JDK has for them. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ENOTDIR = 20;
    static final int EINVAL = 22;
    static final int ENOSPC = 28;
    static final int ENOSYS = 38;
    static final int ENOTEMPTY = 39;
    static final int ELOOP = 40;
    static final int EOPNOTSUPP = 95;
    static final int EDQUOT = 122;

    private Errno() {}

    /**
     * An exception that names the whole path, whatever part of it the call was about.
     *
     * @param neededBytes what was to be written, for a full disk
     */
    static IOException exception(int errno, Path path, long neededBytes) {
        String name = path.toString();
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(name);
            case EACCES -> new AccessDeniedException(name);
            case EEXIST -> new FileAlreadyExistsException(name);
            case ENOTDIR -> new NotDirectoryException(name);
            case ENOTEMPTY -> new DirectoryNotEmptyException(name);
            case ENOSPC, EDQUOT ->
                DiskFullException.orSame(new FileSystemException(name, null, words(errno)), path, neededBytes);
            default -> new FileSystemException(name, null, words(errno));
        };
    }

    /** The words of the C library, for those that may be met. */
    private static String words(int errno) {
        return switch (errno) {
            case EPERM -> "Operation not permitted";
            case 5 -> "Input/output error";
            case 9 -> "Bad file descriptor";
            case 12 -> "Cannot allocate memory";
            case 16 -> "Device or resource busy";
            case 18 -> "Leads out of the directory";
            case 21 -> "Is a directory";
            case EINVAL -> "Invalid argument";
            case 23, 24 -> "Too many open files";
            case 26 -> "Text file busy";
            case 27 -> "File too large";
            case ENOSPC -> "No space left on device";
            case 30 -> "Read-only file system";
            case 31 -> "Too many links";
            case 36 -> "File name too long";
            case ENOSYS -> "Function not implemented";
            case ELOOP -> "Is a symbolic link, or leads through one";
            case EOPNOTSUPP -> "Operation not supported";
            case 116 -> "Stale file handle";
            case EDQUOT -> "Disk quota exceeded";
            default -> "errno " + errno;
        };
    }
}
