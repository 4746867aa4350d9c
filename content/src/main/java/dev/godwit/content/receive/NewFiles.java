package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * What becomes of files that this process creates in a folder: whose they are, and which permission bits they lose to
 * the umask. Java cannot ask for either, so an empty file is made and looked at.
 */
record NewFiles(Optional<UserPrincipal> owner, int umask) {
    private static final int USUAL_UMASK = 0022;

    static NewFiles probe(Folder folder) throws IOException {
        String name = PartialName.random();
        folder.open(name, Folder.NEW_FILE, Permissions.ALL).close();
        try {
            BasicFileAttributes attributes = folder.attributes(name);
            return attributes instanceof PosixFileAttributes posix
                    ? new NewFiles(
                            Optional.of(posix.owner()), Permissions.ALL & ~Permissions.toMode(posix.permissions()))
                    : new NewFiles(Optional.empty(), USUAL_UMASK);
        } finally {
            folder.delete(name);
        }
    }

    /** Whether a file is one that only this user can read or write. */
    boolean arePrivate(BasicFileAttributes attributes) {
        return !(attributes instanceof PosixFileAttributes posix)
                || (owner.filter(posix.owner()::equals).isPresent()
                        && Permissions.toMode(posix.permissions()) == Permissions.PRIVATE);
    }
}
