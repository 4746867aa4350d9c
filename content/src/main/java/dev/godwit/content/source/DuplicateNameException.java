package dev.godwit.content.source;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Two paths that were named to be sent would have the same name at the top of the share. */
public final class DuplicateNameException extends FileSystemException {
    private static final long serialVersionUID = 1;

    DuplicateNameException(Path first, Path second) {
        super(first.toString(), second.toString(), "have the same name");
    }
}
