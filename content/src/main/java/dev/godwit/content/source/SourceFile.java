package dev.godwit.content.source;

import dev.godwit.content.source.SourceChangedException.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A regular file that is being offered, as it was when it was opened. Safe for any number of threads; interrupting one
 * that reads closes the file for all of them.
 */
public final class SourceFile implements AutoCloseable {
    private final SourcePlace place;
    private final FileState state;
    private final SourcePlace.Content content;

    private SourceFile(SourcePlace place, FileState state, SourcePlace.Content content) {
        this.place = place;
        this.state = state;
        this.content = content;
    }

    /**
     * Opens a file named by the local user, through symbolic links.
     *
     * @throws NoSuchFileException when there is nothing
     * @throws NotRegularFileException when it is a directory, pipe, socket or device
     * @throws java.nio.file.AccessDeniedException when it may not be read
     * @throws SourceChangedException when it changed in this very moment
     */
    public static SourceFile open(Path path) throws IOException {
        return open(new NamedPlace(path));
    }

    /** As {@link #open(Path)}, at a place that may not be reached through links. */
    static SourceFile open(SourcePlace place) throws IOException {
        // Looking first: opening a pipe would wait for its writer.
        FileState state = place.look();
        SourceFile file = new SourceFile(place, state, place.open());
        try {
            file.checkUnchanged();
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Where it was opened. */
    public Path path() {
        return place.path();
    }

    /** Its length, in bytes. */
    public long length() {
        return state.version().length();
    }

    /** When it was last written, as exactly as the file system knows. */
    public Instant modifiedTime() {
        return state.modifiedTime().toInstant();
    }

    /** Its permission bits, within 0777; 0644 where the platform has none. */
    public int mode() {
        return state.mode();
    }

    /** What tells this version from others, to be stored with what was learnt from reading it. */
    public SourceVersion version() {
        return state.version();
    }

    /**
     * Fills the buffer from an offset in bytes on, or up to the end of the file as it was when opened.
     *
     * @return how many bytes were read; 0 at the end
     * @throws SourceChangedException when the file has become shorter
     * @throws IOException when reading fails, naming the path
     */
    public int read(long offset, ByteBuffer target) throws IOException {
        int limit = target.limit();
        int wanted = (int) Math.min(target.remaining(), Math.max(0, length() - offset));
        target.limit(target.position() + wanted);
        try {
            int count = content.read(offset, target);
            if (count < wanted) {
                throw new SourceChangedException(path(), Change.TRUNCATED);
            }
            return count;
        } finally {
            target.limit(limit);
        }
    }

    /**
     * Looks whether the path still holds the version that was opened. A change of attributes alone counts as well: from
     * outside it cannot be told from a rewrite whose time was set back.
     *
     * @throws SourceChangedException when it does not, saying how
     */
    public void checkUnchanged() throws IOException {
        Change change;
        try {
            change = version().changeTo(place.look().version()).orElse(null);
        } catch (NoSuchFileException e) {
            change = Change.REMOVED;
        } catch (NotRegularFileException | NotDirectoryException e) {
            change = Change.REPLACED;
        }
        if (change != null) {
            throw new SourceChangedException(path(), change);
        }
    }

    /** Compares with what a manifest says. */
    void checkIs(long length, Instant modified) throws SourceChangedException {
        state.checkIs(path(), length, modified);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
