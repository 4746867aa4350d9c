package dev.godwit.content.glob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses entries of a share by globs as gitignore(5) has them: without a slash a glob is about a name anywhere, with one
 * about a path from the top of the share, with one at its end about directories alone. Whoever matches one of them is
 * chosen, and everything in a directory that is. Exclamation and number signs are letters here. Immutable.
 */
public final class PathGlob {
    private final List<IgnoreRule> rules;

    private PathGlob(List<IgnoreRule> rules) {
        this.rules = rules;
    }

    /**
     * What any of the globs chooses.
     *
     * @throws IllegalArgumentException when one of them can match nothing, because it is empty
     */
    public static PathGlob of(List<String> globs) {
        if (globs.stream().anyMatch(glob -> glob.isEmpty() || glob.equals("/"))) {
            throw new IllegalArgumentException("An empty glob selects nothing");
        }
        return new PathGlob(globs.stream().map(IgnoreRule::ofGlob).toList());
    }

    /**
     * Whether an entry is chosen, by itself or with a directory that it is in.
     *
     * @param path the names of the directories it is in, then its own
     * @param directory whether it is a directory itself
     */
    public boolean selects(List<String> path, boolean directory) {
        byte[] bytes = String.join("/", path).getBytes(StandardCharsets.UTF_8);
        int nameOffset = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '/') {
                if (matches(Arrays.copyOf(bytes, i), nameOffset, true)) {
                    return true;
                }
                nameOffset = i + 1;
            }
        }
        return matches(bytes, nameOffset, directory);
    }

    private boolean matches(byte[] path, int nameOffset, boolean directory) {
        for (IgnoreRule rule : rules) {
            if (rule.matches(path, nameOffset, directory)) {
                return true;
            }
        }
        return false;
    }
}
