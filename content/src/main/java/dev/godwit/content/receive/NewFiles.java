package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;

/**
 * What becomes of files that this process creates in a folder: whose they are, which permission bits they lose to the
 * umask, and which names are one. Java cannot ask for any of it, so an empty file is made and looked at.
 */
record NewFiles(Optional<Object> owner, int umask, NameFolding folding) {
    private static final int USUAL_UMASK = 0022;

    static NewFiles probe(Folder folder) throws IOException {
        try {
            return probe(folder, NameFolding.probeName());
        } catch (InvalidPathException e) {
            // The system writes no accents, so they cannot meet either.
            return probe(folder, PartialName.random());
        }
    }

    private static NewFiles probe(Folder folder, String name) throws IOException {
        folder.open(name, Folder.NEW_FILE, Permissions.ALL).close();
        try {
            Optional<Standing.Access> access = folder.standing(name).access();
            return new NewFiles(
                    access.map(Standing.Access::owner),
                    access.map(of -> Permissions.ALL & ~of.mode()).orElse(USUAL_UMASK),
                    NameFolding.of(folder, name));
        } finally {
            folder.delete(name);
        }
    }

    NewFiles withFolding(NameFolding other) {
        return new NewFiles(owner, umask, other);
    }

    /** Whether a file is one that only this user can read or write. */
    boolean arePrivate(Standing standing) {
        Optional<Standing.Access> access = standing.access();
        return access.isEmpty()
                || (access.get().mode() == Permissions.PRIVATE && owner.equals(access.map(Standing.Access::owner)));
    }

    /** The permission bits of a received file, of those that were sent. */
    int fileMode(int mode) {
        return (mode & Permissions.ALL & ~umask) | Permissions.OWNER_READ;
    }

    /** The permission bits of a received directory, of those that were sent. */
    int directoryMode(int mode) {
        return (mode & Permissions.ALL & ~umask) | Permissions.PRIVATE_DIRECTORY;
    }
}
