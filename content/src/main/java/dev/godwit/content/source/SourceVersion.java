package dev.godwit.content.source;

import dev.godwit.content.source.SourceChangedException.Change;
import java.util.Optional;

/**
 * What tells one version of a file from another without reading it. Two equal versions mean the content is the same, up
 * to the resolution of the file system's clock.
 *
 * @param length in bytes
 * @param modifiedNanos time of the last write, in nanoseconds since 1970
 * @param changedNanos time of the last change of content or attributes (ctime), which no program can set back; 0 where
 *     the platform has none
 * @param fileKey device and inode, or "-" where the platform has none
 */
public record SourceVersion(long length, long modifiedNanos, long changedNanos, String fileKey) {

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static SourceVersion parse(String text) {
        String[] parts = text.split(":", 4);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Not a source version");
        }
        return new SourceVersion(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }

    /** How a later version of the same path differs from this one, if it does. */
    Optional<Change> changeTo(SourceVersion later) {
        if (equals(later)) {
            return Optional.empty();
        }
        if (!fileKey.equals(later.fileKey)) {
            return Optional.of(Change.REPLACED);
        }
        if (later.length != length) {
            return Optional.of(later.length < length ? Change.TRUNCATED : Change.GROWN);
        }
        return Optional.of(Change.REWRITTEN);
    }

    /** A stable form to be stored, and compared after a restart. */
    @Override
    public String toString() {
        return length + ":" + modifiedNanos + ":" + changedNanos + ":" + fileKey;
    }
}
