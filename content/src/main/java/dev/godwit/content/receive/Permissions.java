package dev.godwit.content.receive;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Permission bits between the number of POSIX (0777 and less) and the set of Java. */
final class Permissions {
    /** Read and write for the owner alone. */
    static final int PRIVATE = 0600;
    /** All that its owner can do with a directory, and nothing for anyone else. */
    static final int PRIVATE_DIRECTORY = 0700;
    /** All there are; setuid, setgid and sticky are not among them. */
    static final int ALL = 0777;

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final List<PosixFilePermission> FROM_LOWEST_BIT = List.of(
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_READ);

    private Permissions() {}

    static Set<PosixFilePermission> ofMode(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < FROM_LOWEST_BIT.size(); bit++) {
            if (((mode >>> bit) & 1) == 1) {
                permissions.add(FROM_LOWEST_BIT.get(bit));
            }
        }
        return permissions;
    }

    static int toMode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (int bit = 0; bit < FROM_LOWEST_BIT.size(); bit++) {
            mode |= permissions.contains(FROM_LOWEST_BIT.get(bit)) ? 1 << bit : 0;
        }
        return mode;
    }

    /** What a file is to be created with; nothing where the platform has no such bits. */
    static FileAttribute<?>[] atCreation(int mode) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(ofMode(mode))}
                : new FileAttribute<?>[0];
    }
}
