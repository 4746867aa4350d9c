package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;

/**
 * What becomes of files that this process creates in a folder: whose they are, and which names are one. Java cannot ask
 * for either, so an empty file is made and looked at.
 */
record NewFiles(Optional<Object> owner, NameFolding folding) {

    static NewFiles probe(Folder folder) throws IOException {
        try {
            return probe(folder, NameFolding.probeName());
        } catch (InvalidPathException e) {
            // The system writes no accents, so they cannot meet either.
            return probe(folder, PartialName.random());
        }
    }

    private static NewFiles probe(Folder folder, String name) throws IOException {
        folder.open(name, Folder.NEW_FILE, Permissions.PRIVATE).close();
        try {
            Optional<Standing.Access> access = folder.standing(name).access();
            return new NewFiles(access.map(Standing.Access::owner), NameFolding.of(folder, name));
        } finally {
            folder.delete(name);
        }
    }

    NewFiles withFolding(NameFolding other) {
        return new NewFiles(owner, other);
    }

    /** Whether a file is one that only this user can read or write. */
    boolean arePrivate(Standing standing) {
        Optional<Standing.Access> access = standing.access();
        return access.isEmpty()
                || (access.get().mode() == Permissions.PRIVATE && owner.equals(access.map(Standing.Access::owner)));
    }
}
