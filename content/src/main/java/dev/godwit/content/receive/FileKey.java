package dev.godwit.content.receive;

import dev.godwit.content.disk.FileStatus;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Which file has a name, to notice that another one took it. Inside one directory the inode number says it; the device
 * number is left out since it may change with a reboot, which a partial file has to survive.
 */
record FileKey(String text) {
    private static final String INODE = "ino=";

    static FileKey of(BasicFileAttributes attributes) {
        String key = String.valueOf(attributes.fileKey());
        int inode = key.indexOf(INODE);
        return new FileKey(inode < 0 ? key : key.substring(inode + INODE.length(), key.length() - 1));
    }

    /** The same text as the JDK's, so that either finds again what the other recorded. */
    static FileKey of(FileStatus status) {
        return new FileKey(Long.toString(status.inode()));
    }
}
