package dev.godwit.content.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Errors of calls relative to a directory hold the last component alone; whoever reads them needs the path. */
final class NamedFailure {
    private NamedFailure() {}

    static IOException at(Path path, IOException failure) {
        String full = path.toString();
        return switch (failure) {
            case FileSystemException e when full.equals(e.getFile()) -> e;
            case NoSuchFileException e -> with(e, new NoSuchFileException(full, null, e.getReason()));
            case AccessDeniedException e -> with(e, new AccessDeniedException(full, null, e.getReason()));
            case NotDirectoryException e -> with(e, new NotDirectoryException(full));
            case FileSystemException e
            when e.getClass() == FileSystemException.class ->
                with(e, new FileSystemException(full, null, e.getReason()));
            default -> failure;
        };
    }

    private static IOException with(IOException cause, IOException failure) {
        failure.initCause(cause);
        return failure;
    }
}
