package dev.godwit.content.source;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** The permission bits of a file, within 0777. */
final class PermissionBits {
    private static final PosixFilePermission[] FROM_HIGHEST = PosixFilePermission.values();
    private static final int HIGHEST = 0400;

    private PermissionBits() {}

    /** @param usual what it is where the platform has none */
    static int of(BasicFileAttributes attributes, int usual) {
        if (!(attributes instanceof PosixFileAttributes posix)) {
            return usual;
        }
        var permissions = posix.permissions();
        int mode = 0;
        // They are declared from the owner's reading down to the others' executing.
        for (int i = 0; i < FROM_HIGHEST.length; i++) {
            mode |= permissions.contains(FROM_HIGHEST[i]) ? HIGHEST >>> i : 0;
        }
        return mode;
    }
}
