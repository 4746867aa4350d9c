package dev.godwit.content.source;

import dev.godwit.content.disk.Descriptor;
import dev.godwit.content.glob.IgnoreRules;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryName;
import dev.godwit.content.source.NotRegularFileException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds what there is to send below the paths that the user named, and tells it entry by entry in the order of a manifest,
 * the first at once. What cannot be sent is a problem, and does not stop it. In memory is one path and the names in each
 * directory of it. Immutable; each run is for one thread.
 */
public final class TreeScan {
    /** What becomes of symbolic links. One that the user named itself is always followed. */
    public enum Links {
        /** They are sent as links. */
        KEEP,
        /** What they lead to is sent in their place. */
        FOLLOW,
        /** They are left out. */
        SKIP
    }

    /**
     * How to scan.
     *
     * @param links what becomes of symbolic links
     * @param excludes what is left out of each directory that the user named
     */
    public record Options(Links links, IgnoreRules excludes) {
        /** Links are kept, and nothing is left out. */
        public static final Options USUAL = new Options(Links.KEEP, IgnoreRules.NONE);
    }

    /**
     * Something that is not among the entries, or not with all that is in it.
     *
     * @param path where it is
     * @param cause why; its message names the path as well
     */
    public record Problem(Path path, IOException cause) {}

    private final List<TopLevel> tops;
    private final Options options;

    private TreeScan(List<TopLevel> tops, Options options) {
        this.tops = tops;
        this.options = options;
    }

    /**
     * Prepares to scan files, directories and links to either.
     *
     * @throws DuplicateNameException when two have the same last name
     * @throws dev.godwit.content.manifest.UnsafeNameException when one has no name that could be sent, as the root
     *     directory
     * @throws NoSuchFileException when there is nothing at one of them
     * @throws NotRegularFileException when one is a pipe, socket or device
     * @throws java.nio.file.AccessDeniedException when one may not be looked at
     */
    public static TreeScan of(List<Path> paths, Options options) throws IOException {
        List<TopLevel> tops = TopLevel.of(paths);
        for (TopLevel top : tops) {
            BasicFileAttributes found = Files.readAttributes(top.path(), BasicFileAttributes.class);
            if (found.isOther()) {
                throw new NotRegularFileException(top.path(), Kind.SPECIAL);
            }
        }
        return new TreeScan(tops, options);
    }

    /**
     * The same with another name at the top.
     *
     * @throws IllegalStateException when there are several names at the top
     * @throws dev.godwit.content.manifest.UnsafeNameException when no receiver would accept the name
     */
    public TreeScan named(String name) {
        if (tops.size() != 1) {
            throw new IllegalStateException("Which of " + tops.size() + " would have the name?");
        }
        return new TreeScan(
                List.of(new TopLevel(EntryName.check(name), tops.getFirst().path())), options);
    }

    /** Opens what {@link #run} finds, to be closed by the caller. */
    public SourceTree tree() {
        return new SourceTree(tops, options.links(), Descriptor.isSupported());
    }

    /**
     * Scans, on the caller's thread.
     *
     * @param entries takes every entry as soon as it is found; what it throws ends the scan and is thrown on
     * @param problems takes every problem
     */
    public void run(Consumer<? super Entry> entries, Consumer<? super Problem> problems) {
        TreeWalk walk = new TreeWalk(options, entries, problems);
        for (TopLevel top : tops) {
            walk.top(top);
        }
    }

    /** As the other, and returns the problems, which it keeps however many they are. */
    public List<Problem> run(Consumer<? super Entry> entries) {
        List<Problem> problems = new ArrayList<>();
        run(entries, problems::add);
        return List.copyOf(problems);
    }
}
