package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Errors of calls relative to a directory hold its last component alone; whoever reads them needs the path. */
final class FullPath {
    private FullPath() {}

    /** The same exception, with the path it is about. */
    static IOException of(Path path, FileSystemException e) {
        String full = path.toString();
        FileSystemException named = switch (e) {
            case NoSuchFileException missing -> new NoSuchFileException(full, null, e.getReason());
            case FileAlreadyExistsException taken -> new FileAlreadyExistsException(full, null, e.getReason());
            case AccessDeniedException denied -> new AccessDeniedException(full, null, e.getReason());
            case NotDirectoryException other -> new NotDirectoryException(full);
            default -> new FileSystemException(full, null, e.getReason());
        };
        named.initCause(e);
        return named;
    }
}
