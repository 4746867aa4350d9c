package dev.godwit.content.receive;

import dev.godwit.content.disk.FileStatus;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * What is at a name, not where it leads.
 *
 * @param access whose it is and its permission bits, where the platform has such
 */
record Standing(Occupant occupant, FileKey key, Optional<Access> access) {

    /**
     * Who may do what.
     *
     * @param owner to be compared with others from the same folder only
     */
    record Access(Object owner, int mode) {}

    static Standing of(FileStatus status) {
        Occupant occupant = switch (status.kind()) {
            case FILE -> Occupant.FILE;
            case DIRECTORY -> Occupant.DIRECTORY;
            case LINK -> Occupant.LINK;
            case OTHER -> Occupant.OTHER;
        };
        Access access = new Access(status.owner(), status.mode() & Permissions.ALL);
        return new Standing(occupant, FileKey.of(status), Optional.of(access));
    }

    static Standing of(BasicFileAttributes attributes) {
        Optional<Access> access = attributes instanceof PosixFileAttributes posix
                ? Optional.of(new Access(posix.owner(), Permissions.toMode(posix.permissions())))
                : Optional.empty();
        return new Standing(Occupant.of(attributes), FileKey.of(attributes), access);
    }
}
