package dev.godwit.content.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A directory that is held open to read names and files in it. What happens to its path meanwhile does not lead elsewhere.
 * For one thread.
 */
interface SourceFolder extends Closeable {
    /** How files are opened. */
    Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** Opens a directory by its path, through links. */
    @SuppressWarnings("StreamResourceLeak") // the folder keeps it
    static SourceFolder open(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        return stream instanceof SecureDirectoryStream<Path> secure
                ? new SecureSourceFolder(path, secure)
                : new PathSourceFolder(path, stream);
    }

    /** Where it was when it was opened. */
    Path path();

    /** Tells the paths of everything in it, once. */
    void forEach(Consumer<Path> consumer) throws IOException;

    /** What is at a name, not where it leads; with permissions where the platform has them. */
    BasicFileAttributes attributes(String name) throws IOException;

    /** Opens a directory in it, and no link to one. */
    SourceFolder enter(String name) throws IOException;

    /** Opens a file in it for reading, and no link to one. */
    FileChannel openFile(String name) throws IOException;
}
