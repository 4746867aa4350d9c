package dev.godwit.content.source;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.ManifestOrder;
import dev.godwit.content.source.NotRegularFileException.Kind;
import dev.godwit.content.source.TreeScan.Links;
import dev.godwit.content.source.TreeScan.Problem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** One run of a {@link TreeScan}, for one thread. */
final class TreeWalk {
    private static final char UNREADABLE = '\uFFFD';

    private static final Class<? extends BasicFileAttributes> ATTRIBUTES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? PosixFileAttributes.class
                    : BasicFileAttributes.class;

    private final TreeScan.Options options;
    private final Consumer<? super Entry> entries;
    private final Consumer<? super Problem> problems;
    /** The directories that are being scanned, while links are followed: one that comes again is a loop. */
    private final Deque<Object> openKeys = new ArrayDeque<>();

    private int nextIndex;
    private boolean fullTold;

    TreeWalk(TreeScan.Options options, Consumer<? super Entry> entries, Consumer<? super Problem> problems) {
        this.options = options;
        this.entries = entries;
        this.problems = problems;
    }

    void top(TopLevel top) {
        try {
            Found found = new Found(top.path(), top.name(), 0, "", follow(top.path()));
            visit(found, () -> SourceFolder.open(top.path()));
        } catch (IOException e) {
            problem(top.path(), e);
        }
    }

    private void child(SourceFolder folder, String name, Found parent) {
        Path path = folder.path().resolve(name);
        try {
            String below = parent.below().isEmpty() ? name : parent.below() + '/' + name;
            Found found = new Found(path, name, parent.depth() + 1, below, folder.attributes(name));
            if (!found.attributes().isSymbolicLink()) {
                visit(found, () -> folder.enter(name));
            } else if (options.links() == Links.KEEP) {
                visit(found, () -> folder);
            } else if (options.links() == Links.FOLLOW) {
                Found target = new Found(path, name, found.depth(), below, follow(path));
                visit(target, () -> SourceFolder.open(path));
            }
        } catch (IOException e) {
            problem(path, e);
        }
    }

    @FunctionalInterface
    private interface Opening {
        SourceFolder open() throws IOException;
    }

    private void visit(Found found, Opening opening) throws IOException {
        BasicFileAttributes attributes = found.attributes();
        // What the user named is sent, whatever the rules say of what is in it.
        if (found.depth() > 0 && options.excludes().excludes(found.below(), attributes.isDirectory())) {
            return;
        }
        if (attributes.isSymbolicLink()) {
            tell(found.link(nextIndex, readable(Files.readSymbolicLink(found.path()), found.path())));
        } else if (attributes.isRegularFile()) {
            tell(found.file(nextIndex));
        } else if (attributes.isDirectory() && !attributes.isOther()) {
            directory(found, opening);
        } else {
            throw new NotRegularFileException(found.path(), Kind.SPECIAL);
        }
    }

    private void directory(Found found, Opening opening) throws IOException {
        Object key = Objects.requireNonNullElseGet(found.attributes().fileKey(), found::path);
        if (openKeys.contains(key)) {
            throw new FileSystemLoopException(found.path().toString());
        }
        // Opened first: of one that cannot be read there is no entry, only a problem.
        try (SourceFolder folder = opening.open()) {
            tell(found.directory(nextIndex));
            openKeys.push(key);
            for (String name : names(folder, found)) {
                if (isFull(found)) {
                    break;
                }
                child(folder, name, found);
            }
            openKeys.pop();
        }
    }

    /** The names in a directory, in the order of a manifest; those that cannot be sent are problems. */
    private List<String> names(SourceFolder folder, Found directory) {
        List<String> names = new ArrayList<>();
        try {
            folder.forEach(path -> {
                try {
                    names.add(readable(path.getFileName(), path));
                } catch (IOException e) {
                    problem(folder.path().resolve(path.getFileName()), e);
                }
            });
        } catch (IOException e) {
            problem(folder.path(), e);
        }
        if (directory.depth() == Entry.MAX_DEPTH - 1 && !names.isEmpty()) {
            problem(
                    folder.path(),
                    new FileSystemException(folder.path().toString(), null, "is too deep to be entered"));
            return List.of();
        }
        names.sort(ManifestOrder.BY_NAME);
        return names;
    }

    /** Told once, or a disk without end would be a problem without end. */
    private boolean isFull(Found directory) {
        if (nextIndex < Entry.MAX_ENTRIES) {
            return false;
        }
        if (!fullTold) {
            fullTold = true;
            String path = directory.path().toString();
            problem(directory.path(), new FileSystemException(path, null, "has more entries than a share can hold"));
        }
        return true;
    }

    private void tell(Entry entry) {
        entries.accept(entry);
        nextIndex++;
    }

    private void problem(Path path, IOException cause) {
        problems.accept(new Problem(path, NamedFailure.at(path, cause)));
    }

    private static BasicFileAttributes follow(Path path) throws IOException {
        return Files.readAttributes(path, ATTRIBUTES);
    }

    /** The text of a name or target, if it is one: what is not has lost bytes on the way to it. */
    private static String readable(Path text, Path where) throws IOException {
        String readable = text.toString();
        if (readable.indexOf(UNREADABLE) >= 0 && !Path.of(readable).equals(text)) {
            throw new FileSystemException(where.toString(), null, "is not valid in the character set of this system");
        }
        return readable;
    }
}
