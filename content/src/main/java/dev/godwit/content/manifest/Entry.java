package dev.godwit.content.manifest;

import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.content.merkle.PieceSize;
import java.time.Instant;

/**
 * One entry of a share's manifest. Entries come depth first: a directory, then everything in it, then its next sibling;
 * {@link ManifestOrder} holds them to that. Valid by construction. PROTOCOL.md §6.
 */
public sealed interface Entry {
    /** The length of a stream whose end is not yet seen. */
    long UNKNOWN_LENGTH = -1;

    /** The deepest path, in components. */
    int MAX_DEPTH = 128;

    /** Entries of one share. */
    int MAX_ENTRIES = 1 << 24;

    /** Bytes of a link's target in UTF-8: what Linux can store. */
    int MAX_TARGET_BYTES = 4_095;

    /** Its place in the manifest, from 0. */
    int index();

    /** How many directories of the share it is in: 0 at the top. */
    int depth();

    /** The last component of its path. */
    String name();

    /** When it was last written. */
    Instant modifiedTime();

    /**
     * A directory.
     *
     * @param mode permission bits
     */
    record Directory(int index, int depth, String name, int mode, Instant modifiedTime) implements Entry {
        /** @throws UnsafeNameException when the name is not safe; IllegalArgumentException for another value out of range */
        public Directory {
            checkPlace(index, depth, name);
            checkMode(mode);
        }
    }

    /**
     * A file.
     *
     * @param mode permission bits
     * @param length in bytes, or {@link #UNKNOWN_LENGTH} for a stream
     * @param dataBytes how much of the length is not holes; the length itself where that is not known
     * @param pieceSize how it is cut
     */
    record File(
            int index,
            int depth,
            String name,
            int mode,
            Instant modifiedTime,
            long length,
            long dataBytes,
            PieceSize pieceSize)
            implements Entry {
        /** @throws UnsafeNameException when the name is not safe; IllegalArgumentException for another value out of range */
        public File {
            checkPlace(index, depth, name);
            checkMode(mode);
            check(length >= UNKNOWN_LENGTH, "The length of an entry is negative");
            check(length <= (long) PieceLayer.MAX_PIECES * pieceSize.bytes(), "The entry has too many pieces");
            check(
                    dataBytes == length || (dataBytes >= 0 && dataBytes < length),
                    "The entry has more data than its length");
        }

        /** Whether the length is known. */
        public boolean hasLength() {
            return length != UNKNOWN_LENGTH;
        }
    }

    /**
     * A symbolic link.
     *
     * @param target where it leads, as it stands in the link: anything but empty, zero bytes or half surrogate pairs
     */
    record Link(int index, int depth, String name, Instant modifiedTime, String target) implements Entry {
        /** @throws UnsafeNameException when name or target are not safe; IllegalArgumentException for another value */
        public Link {
            checkPlace(index, depth, name);
            if (target.isEmpty() || target.indexOf('\0') >= 0) {
                throw new UnsafeNameException("The target of a link is empty or has a zero byte");
            }
            check(EntryName.utf8Bytes(target) <= MAX_TARGET_BYTES, "The target of a link is too long");
        }
    }

    private static void checkPlace(int index, int depth, String name) {
        check(index >= 0 && index < MAX_ENTRIES, "The index of an entry is out of range");
        check(depth >= 0 && depth < MAX_DEPTH, "The entry is in too many directories");
        EntryName.check(name);
    }

    private static void checkMode(int mode) {
        check((mode & ~0777) == 0, "The mode of an entry has more than permission bits");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
