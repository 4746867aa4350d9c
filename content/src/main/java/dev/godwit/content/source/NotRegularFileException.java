package dev.godwit.content.source;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What was to be opened is there, but is no file with content. */
public final class NotRegularFileException extends FileSystemException {
    private static final long serialVersionUID = 1;

    /** What it is instead. */
    public enum Kind {
        /** A directory. */
        DIRECTORY,
        /** A pipe, socket or device. */
        SPECIAL
    }

    private final Kind kind;

    NotRegularFileException(Path path, Kind kind) {
        super(path.toString(), null, kind == Kind.DIRECTORY ? "is a directory" : "is a pipe, socket or device");
        this.kind = kind;
    }

    /** What it is instead. */
    public Kind kind() {
        return kind;
    }
}
