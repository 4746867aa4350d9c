package dev.godwit.content.manifest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a manifest's entries: depth first, a directory before everything in it, and names in one directory
 * strictly ascending by their bytes in UTF-8, so that no path comes twice. In this order depth and name make a path.
 * Takes memory for one path, however many entries come. Not thread-safe. PROTOCOL.md §6.
 */
public final class ManifestOrder {
    /** The order of names in one directory: by their bytes in UTF-8, which for most names is that of the strings. */
    public static final Comparator<String> BY_NAME = ManifestOrder::compareNames;

    /** The last name at each depth; below an open directory that has no entry yet there is none. */
    private final @Nullable String[] names = new @Nullable String[Entry.MAX_DEPTH + 1];

    private int nextIndex;
    private int openDepth;

    /** Begins with the first entry of a manifest. */
    public ManifestOrder() {}

    /**
     * Takes the next entry.
     *
     * @return its path: the names of the directories it is in, then its own; immutable
     * @throws ManifestOrderException when it may not come now; the entry then counts as not come
     */
    public List<String> accept(Entry entry) {
        if (entry.index() != nextIndex) {
            throw new ManifestOrderException("The entry is not the next one");
        }
        int depth = entry.depth();
        if (depth >= Entry.MAX_DEPTH) {
            throw new ManifestOrderException("The entry is in too many directories");
        }
        if (depth > openDepth) {
            throw new ManifestOrderException("The entry is in no directory that came before it");
        }
        String last = names[depth];
        if (last != null && compareNames(last, entry.name()) >= 0) {
            throw new ManifestOrderException("The entry does not follow its neighbour by name");
        }
        names[depth] = entry.name();
        openDepth = depth;
        if (entry instanceof Entry.Directory) {
            openDepth++;
            names[openDepth] = null;
        }
        nextIndex++;
        return List.of(Arrays.copyOf(names, depth + 1));
    }

    /** How many entries were taken. */
    public int size() {
        return nextIndex;
    }

    private static int compareNames(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // UTF-8 sorts by code point, and surrogates stand for the highest of them.
                return Character.isSurrogate(a) == Character.isSurrogate(b) ? a - b : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }
}
