package dev.godwit.content.manifest;

import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.content.merkle.PieceSize;
import java.time.Instant;
import java.util.List;

/**
 * One file of a share.
 *
 * @param index its number in the manifest, from 0
 * @param path its name and those of the directories above it, outermost first; each passed {@link EntryName#check}
 * @param length in bytes, or {@link #UNKNOWN_LENGTH} for a stream
 * @param mode permission bits, within 0777
 * @param modifiedTime when it was last written
 * @param dataBytes how much of the length is not holes; the length itself where that is not known
 * @param pieceSize how it is cut
 */
public record Entry(
        int index,
        List<String> path,
        long length,
        int mode,
        Instant modifiedTime,
        long dataBytes,
        PieceSize pieceSize) {
    /** The length of a stream whose end is not yet seen. */
    public static final long UNKNOWN_LENGTH = -1;

    /** The deepest path, in components. */
    public static final int MAX_DEPTH = 128;

    private static final int PERMISSION_BITS = 0777;

    /**
     * @throws UnsafeNameException when a component of the path is not safe
     * @throws IllegalArgumentException when another value is out of its range
     */
    public Entry {
        check(index >= 0, "The index of an entry is negative");
        check(!path.isEmpty() && path.size() <= MAX_DEPTH, "The path of an entry has 1 to 128 components");
        path = List.copyOf(path);
        path.forEach(EntryName::check);
        check(length >= UNKNOWN_LENGTH, "The length of an entry is negative");
        check(length <= (long) PieceLayer.MAX_PIECES * pieceSize.bytes(), "The entry has too many pieces");
        check((mode & ~PERMISSION_BITS) == 0, "The mode of an entry has more than permission bits");
        check(dataBytes == length || (dataBytes >= 0 && dataBytes < length), "The entry has more data than its length");
    }

    /** The last component of the path. */
    public String name() {
        return path.getLast();
    }

    /** Whether the length is known. */
    public boolean hasLength() {
        return length != UNKNOWN_LENGTH;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
