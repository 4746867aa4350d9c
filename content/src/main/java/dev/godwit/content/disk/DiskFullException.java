package dev.godwit.content.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The file system, or the user's quota on it, has no room for what was to be written. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;
    private static final long UNKNOWN = -1;

    private final long neededBytes;
    private final long freeBytes;

    private DiskFullException(Path file, long neededBytes, long freeBytes, IOException cause) {
        super(message(file, neededBytes, freeBytes, cause), cause);
        this.neededBytes = neededBytes;
        this.freeBytes = freeBytes;
    }

    /** The room that was asked for when it failed, in bytes. */
    public long neededBytes() {
        return neededBytes;
    }

    /** The room the file system had left, in bytes; -1 when it would not say. */
    public long freeBytes() {
        return freeBytes;
    }

    /**
     * A failure to write as this exception if the disk is full, else as it is.
     *
     * @param neededBytes what was still to be written
     */
    public static IOException orSame(IOException failure, Path file, long neededBytes) {
        if (failure instanceof DiskFullException) {
            return failure;
        }
        long freeBytes = freeBytes(file);
        boolean full = saysFull(failure) || (freeBytes != UNKNOWN && freeBytes < neededBytes);
        return full ? new DiskFullException(file, neededBytes, freeBytes, failure) : failure;
    }

    /** The words of ENOSPC and EDQUOT; in a foreign locale the free space has to tell. */
    private static boolean saysFull(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }

    private static long freeBytes(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            return Files.getFileStore(directory == null ? file : directory).getUsableSpace();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String message(Path file, long neededBytes, long freeBytes, IOException cause) {
        return file + ": " + neededBytes + " bytes needed, "
                + (freeBytes == UNKNOWN ? "free space unknown" : freeBytes + " bytes free") + " (" + cause.getMessage()
                + ")";
    }
}
