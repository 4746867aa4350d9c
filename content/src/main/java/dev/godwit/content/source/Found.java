package dev.godwit.content.source;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.PieceSize;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Something that a scan came upon, and the entry it becomes.
 *
 * @param below its path below what the user named, with slashes; empty for that itself
 */
record Found(Path path, String name, int depth, String below, BasicFileAttributes attributes) {
    private static final int USUAL_FILE_MODE = 0644;
    private static final int USUAL_DIRECTORY_MODE = 0755;
    /** From here on it is asked which of it are holes: it costs a few calls of the system. */
    private static final long LARGE_BYTES = 256L * 1024 * 1024;
    /** PROTOCOL.md §5.2. */
    private static final long TIME_LIMIT_SECONDS = 1L << 40;

    Entry directory(int index) throws IOException {
        Instant modified = modified();
        return checked(() ->
                new Entry.Directory(index, depth, name, PermissionBits.of(attributes, USUAL_DIRECTORY_MODE), modified));
    }

    Entry file(int index) throws IOException {
        Instant modified = modified();
        long length = attributes.size();
        long dataBytes = length < LARGE_BYTES ? length : Math.min(length, SparseExtents.dataBytes(path));
        return checked(() -> new Entry.File(
                index,
                depth,
                name,
                PermissionBits.of(attributes, USUAL_FILE_MODE),
                modified,
                length,
                dataBytes,
                PieceSize.forLength(length)));
    }

    Entry link(int index, String target) throws IOException {
        Instant modified = modified();
        return checked(() -> new Entry.Link(index, depth, name, modified, target));
    }

    private Instant modified() throws IOException {
        Instant modified = attributes.lastModifiedTime().toInstant();
        if (Math.abs(modified.getEpochSecond()) >= TIME_LIMIT_SECONDS) {
            throw new FileSystemException(path.toString(), null, "has a time that cannot be sent");
        }
        return modified;
    }

    /** What no entry can hold is a problem of this file alone. */
    private Entry checked(Supplier<Entry> entry) throws IOException {
        try {
            return entry.get();
        } catch (IllegalArgumentException e) {
            FileSystemException failure = new FileSystemException(path.toString(), null, e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
