package dev.godwit.content.receive;

import dev.godwit.content.receive.OpenFolders.OpenFolder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The directory that files are received into, by one transfer. It is opened once and held: what happens to its path later,
 * or to links in it, cannot lead a file elsewhere. Safe for any thread; to be closed after its partial files.
 */
public final class ReceiveRoot implements AutoCloseable {
    private final Path directory;
    private final OpenFolders folders;
    private final Supplier<byte[]> secretSource;
    private final Optional<NameFolding> knownFolding;
    private final Map<List<String>, SiblingNames> siblings = new ConcurrentHashMap<>();
    private volatile byte @Nullable [] secret;
    private volatile @Nullable NewFiles newFiles;
    private volatile boolean forced = true;

    /** @param knownFolding which names are one; empty to find out */
    ReceiveRoot(Path directory, OpenFolders folders, Supplier<byte[]> secret, Optional<NameFolding> knownFolding) {
        this.secretSource = secret;
        this.directory = directory;
        this.folders = folders;
        this.knownFolding = knownFolding;
    }

    /**
     * Opens a directory named by the local user, and makes it first, with those above it, if it is missing.
     *
     * @throws NotDirectoryException when something else has the name
     * @throws java.nio.file.AccessDeniedException when it may not be made or opened
     */
    public static ReceiveRoot open(Path directory) throws IOException {
        return open(directory, PartialName::secret);
    }

    /**
     * As {@link #open(Path)}, for a transfer that may be gone on with later.
     *
     * @param secret what nobody else knows, and is the same for this transfer in every run; asked for when it is needed
     */
    public static ReceiveRoot open(Path directory, Supplier<byte[]> secret) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw (IOException) new NotDirectoryException(directory.toString()).initCause(e);
        }
        Path real = directory.toRealPath();
        return new ReceiveRoot(
                real, new OpenFolders(Folder.open(real), OpenFolders.MAX_OPEN), secret, Optional.empty());
    }

    /** Its path when it was opened, without links. */
    public Path directory() {
        return directory;
    }

    /** How much this user may still write there, in bytes. */
    public long usableBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /**
     * Length of everything under these names at the top, and of partial files beside them: no more than that can be here
     * already of entries with these names.
     *
     * @param entriesMax how many entries to look at
     * @return empty when there are more
     */
    public OptionalLong bytesUnder(List<String> names, int entriesMax) {
        // Another spelling may be the same name to the file system.
        Set<String> tops = names.stream().map(ReceiveRoot::folded).collect(Collectors.toSet());
        Length length = new Length(entriesMax);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = child.getFileName() + "";
                if (PartialName.matches(name) || tops.contains(folded(name))) {
                    Files.walkFileTree(child, length);
                }
            }
            return OptionalLong.of(length.bytes);
        } catch (IOException | DirectoryIteratorException e) {
            return OptionalLong.empty();
        }
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** Adds up what a tree holds. */
    private static final class Length extends SimpleFileVisitor<Path> {
        private int left;
        private long bytes;

        Length(int entriesMax) {
            this.left = entriesMax;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            left--;
            bytes += attributes.isRegularFile() ? attributes.size() : 0;
            if (left < 0) {
                throw new IOException("too many");
            }
            return FileVisitResult.CONTINUE;
        }
    }

    /** The directory itself. */
    public ReceiveFolder top() {
        return new ReceiveFolder(this, List.of(), directory);
    }

    /**
     * A directory that is there, somewhere beneath.
     *
     * @param path its components, each as it came from a peer; none for the top
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws java.nio.file.FileSystemException when something else is there, or a link on the way
     * @throws dev.godwit.content.manifest.UnsafeNameException when a name must not be used here
     */
    public ReceiveFolder folder(List<String> path) throws IOException {
        Path place = directory;
        for (String name : path) {
            place = ReceiveFolder.pathOf(place, name);
        }
        folders.hold(path).close();
        return new ReceiveFolder(this, List.copyOf(path), place);
    }

    /**
     * Brings everything received so far to the disk, if it is not there: files that were written at once, and the names of
     * all. Together with whatever else is on that file system, on Linux; elsewhere only names at the top.
     */
    public void force() throws IOException {
        if (isForced()) {
            return;
        }
        // Before the call: what is written during it may come too late for it.
        forced = true;
        try (OpenFolder top = folders.hold(List.of())) {
            top.folder().forceFileSystem();
        } catch (IOException e) {
            forced = false;
            throw e;
        }
    }

    /** Whether nothing was received, or found to be here, that may not be on the disk. */
    public boolean isForced() {
        return forced;
    }

    /** Something is here that a loss of power may take away. */
    void unforced() {
        forced = false;
    }

    @Override
    public void close() throws IOException {
        folders.close();
    }

    /** The name of a file in a folder until it is whole. */
    String partialName(List<String> folder, String name) {
        byte[] known = secret;
        if (known == null) {
            known = secretSource.get();
            secret = known;
        }
        return PartialName.of(known, folder, name);
    }

    /** A folder that is there, open; to be closed by the caller. */
    OpenFolder hold(List<String> path) throws IOException {
        return folders.hold(path);
    }

    /** A new directory has this path. */
    void forget(List<String> path) throws IOException {
        folders.forget(path);
    }

    /** Refuses a name that would be the same file as that of another entry. */
    void claim(List<String> folder, String name) throws IOException {
        NameFolding folding = newFiles().folding();
        if (!folding.isNone()) {
            siblings.computeIfAbsent(folder, path -> new SiblingNames(folding::fold))
                    .claim(name);
        }
    }

    /** Found once; two threads that find it at the same time find the same. */
    NewFiles newFiles() throws IOException {
        NewFiles known = newFiles;
        if (known == null) {
            try (OpenFolder top = folders.hold(List.of())) {
                NewFiles probed = NewFiles.probe(top.folder());
                known = knownFolding.map(probed::withFolding).orElse(probed);
            }
            newFiles = known;
        }
        return known;
    }
}
