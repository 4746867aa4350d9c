package dev.godwit.content.disk;

import java.time.Instant;

/**
 * What the system says about a file: {@code struct stat}.
 *
 * @param kind what it is
 * @param mode permission bits, with setuid, setgid and sticky
 * @param length in bytes
 * @param modified when its content was last written
 * @param changed when anything about it was last changed, which no program can set
 * @param inode its number on its device
 * @param device the device it is on; may change with a reboot
 * @param owner the number of the user it belongs to
 */
public record FileStatus(
        Kind kind, int mode, long length, Instant modified, Instant changed, long inode, long device, int owner) {
    private static final int DEVICE = 0;
    private static final int INODE = 8;
    private static final int LENGTH = 48;
    private static final int MODIFIED = 88;
    private static final int CHANGED = 104;
    private static final int ALL_BITS = 07777;

    /** What a name can stand for. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** A pipe, socket or device. */
        OTHER;

        private static Kind ofMode(int mode) {
            return switch (mode >>> 12) {
                case 8 -> FILE;
                case 4 -> DIRECTORY;
                case 10 -> LINK;
                default -> OTHER;
            };
        }
    }

    /** Reads the structure that a call left. */
    static FileStatus of(Scratch scratch, Abi.Stat offsets) {
        int mode = scratch.intAt(offsets.mode());
        return new FileStatus(
                Kind.ofMode(mode),
                mode & ALL_BITS,
                scratch.longAt(LENGTH),
                time(scratch, MODIFIED),
                time(scratch, CHANGED),
                scratch.longAt(INODE),
                scratch.longAt(DEVICE),
                scratch.intAt(offsets.owner()));
    }

    /** Whether both speak of one file, whatever it was called then. */
    public boolean isSameFile(FileStatus other) {
        return inode == other.inode && device == other.device;
    }

    private static Instant time(Scratch scratch, int offset) {
        return Instant.ofEpochSecond(scratch.longAt(offset), scratch.longAt(offset + Long.BYTES));
    }
}
