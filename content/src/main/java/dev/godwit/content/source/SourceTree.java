package dev.godwit.content.source;

import dev.godwit.content.disk.Descriptor;
import dev.godwit.content.source.TreeScan.Links;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that a {@link TreeScan} found, to be opened by the paths of their entries. Below what the user named no link
 * is followed, whatever became of the tree since the scan, unless links were to be followed. Safe for any thread; the files
 * it opened stay open when it is closed.
 */
public final class SourceTree implements AutoCloseable {
    private static final int MAX_HELD = 256;

    private final Map<String, TopLevel> tops = new HashMap<>();
    private final Links links;
    private final boolean kernel;
    /** Directories that the user named, held open; never more than some, as each takes a descriptor of the process. */
    private final Map<String, Descriptor> held = new HashMap<>();

    private boolean closed;

    SourceTree(List<TopLevel> tops, Links links, boolean kernel) {
        for (TopLevel top : tops) {
            this.tops.put(top.name(), top);
        }
        this.links = links;
        this.kernel = kernel;
    }

    /**
     * The files below the paths that were scanned. Nothing is opened yet.
     *
     * @param links as in the scan: whether files may be reached through links
     * @throws DuplicateNameException when two have the same last name
     * @throws dev.godwit.content.manifest.UnsafeNameException when one has no name that could be sent
     */
    public static SourceTree of(List<Path> paths, Links links) throws IOException {
        return of(paths, links, Descriptor.isSupported());
    }

    /** As the other, with or without the system's own calls. */
    static SourceTree of(List<Path> paths, Links links, boolean kernel) throws IOException {
        return new SourceTree(TopLevel.of(paths), links, kernel);
    }

    /**
     * Opens a file for reading at any position.
     *
     * @param path of its entry: the names of the directories it is in, then its own
     * @throws NoSuchFileException when there is nothing, or the path is below nothing that was named
     * @throws NotRegularFileException when it is no file
     * @throws java.nio.file.FileSystemException when the path leads through a link
     * @throws SourceChangedException when it changed in this very moment
     */
    public SourceFile open(List<String> path) throws IOException {
        return at(path, SourceFile::open);
    }

    /**
     * As {@link #open(List)}, if it still is the file that was scanned.
     *
     * @param length of its entry, in bytes
     * @param modified time of its entry
     * @throws SourceChangedException when length or time differ
     */
    public SourceFile open(List<String> path, long length, Instant modified) throws IOException {
        SourceFile file = open(path);
        try {
            file.checkIs(length, modified);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Reads all of a small file into a buffer, with few calls of the system; direct buffers are the faster ones.
     *
     * @param path of its entry
     * @param length of its entry, in bytes
     * @param modified time of its entry
     * @return the length
     * @throws BufferOverflowException when the buffer has no room for so much
     * @throws SourceChangedException when length or time differ, or it changed while it was read; what the buffer got
     *     is worth nothing
     * @throws IOException as {@link #open(List)}
     */
    public int readWhole(List<String> path, long length, Instant modified, ByteBuffer target) throws IOException {
        if (length > target.remaining()) {
            throw new BufferOverflowException();
        }
        return at(path, place -> place.readWhole(length, modified, target));
    }

    /** Lets go of the directories; nothing can be opened any more. */
    @Override
    public void close() {
        synchronized (held) {
            closed = true;
            held.values().forEach(Descriptor::close);
            held.clear();
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(SourcePlace place) throws IOException;
    }

    private <T> T at(List<String> path, Use<T> use) throws IOException {
        TopLevel top = tops.get(path.getFirst());
        if (top == null) {
            throw new NoSuchFileException(String.join("/", path), null, "is not below what is sent");
        }
        List<String> below = path.subList(1, path.size());
        if (below.isEmpty()) {
            return use.of(new NamedPlace(top.path()));
        }
        if (links == Links.FOLLOW) {
            return use.of(new NamedPlace(below.stream().reduce(top.path(), Path::resolve, Path::resolve)));
        }
        if (!kernel) {
            return use.of(new FolderPlace(top.path(), below));
        }
        Descriptor directory = hold(top);
        if (directory != null) {
            return use.of(new KernelPlace(directory, below));
        }
        // No more may be held: the place is complete without.
        return use.of(new FolderPlace(top.path(), below));
    }

    /** The directory of a path that the user named; null when there are too many to hold this one too. */
    private @Nullable Descriptor hold(TopLevel top) throws IOException {
        synchronized (held) {
            if (closed) {
                throw new IOException("The tree is closed");
            }
            Descriptor known = held.get(top.name());
            if (known != null || held.size() == MAX_HELD) {
                return known;
            }
            Descriptor opened = Descriptor.openDirectory(top.path());
            held.put(top.name(), opened);
            return opened;
        }
    }
}
