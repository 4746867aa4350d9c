package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Optional;

/** The ways a receive root can hold its directory, all of which have to pass the same tests. */
enum FolderKind {
    /** What this platform gives. */
    BEST,
    /** A directory handle, but no native access. */
    WITHOUT_NATIVE_ACCESS,
    /** No directory handle. */
    BY_PATH;

    ReceiveRoot open(Path directory) throws IOException {
        return open(directory, OpenFolders.MAX_OPEN, Optional.empty());
    }

    ReceiveRoot open(Path directory, int maxOpen, Optional<NameFolding> folding) throws IOException {
        Path real = Files.createDirectories(directory).toRealPath();
        return new ReceiveRoot(real, new OpenFolders(folder(real), maxOpen), PartialName::secret, folding);
    }

    /** A folder by itself. */
    Folder folder(Path real) throws IOException {
        return switch (this) {
            case BEST -> Folder.open(real);
            case WITHOUT_NATIVE_ACCESS -> SecureFolder.of(secureStream(real), real);
            case BY_PATH -> PathFolder.of(real);
        };
    }

    @SuppressWarnings("StreamResourceLeak") // the folder keeps it
    private static SecureDirectoryStream<Path> secureStream(Path directory) throws IOException {
        return (SecureDirectoryStream<Path>) Files.newDirectoryStream(directory);
    }
}
