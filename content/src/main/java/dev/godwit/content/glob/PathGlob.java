package dev.godwit.content.glob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chooses entries of a share by globs as gitignore(5) has them: without a slash a glob is about a name anywhere, with one
 * about a path from the top of the share, with one at its end about directories alone. Whoever matches one of them is
 * chosen, and everything in a directory that is; but nothing that matches one with an exclamation mark before it, nor what
 * is in such a directory. With none but these everything else is chosen. A number sign is a letter here. Immutable.
 */
public final class PathGlob {
    private static final String NOT = "!";

    private final List<IgnoreRule> wanted;
    private final List<IgnoreRule> unwanted;

    private PathGlob(List<IgnoreRule> wanted, List<IgnoreRule> unwanted) {
        this.wanted = wanted;
        this.unwanted = unwanted;
    }

    /**
     * What the globs choose together; their order says nothing.
     *
     * @throws IllegalArgumentException when one of them can match nothing, because it is empty
     */
    public static PathGlob of(List<String> globs) {
        return new PathGlob(
                rules(globs.stream().filter(glob -> !glob.startsWith(NOT))),
                rules(globs.stream().filter(glob -> glob.startsWith(NOT)).map(glob -> glob.substring(NOT.length()))));
    }

    private static List<IgnoreRule> rules(Stream<String> globs) {
        return globs.map(glob -> {
                    if (glob.isEmpty() || glob.equals("/")) {
                        throw new IllegalArgumentException("An empty glob selects nothing");
                    }
                    return IgnoreRule.ofGlob(glob);
                })
                .toList();
    }

    /**
     * Whether an entry is chosen, by itself or with a directory that it is in.
     *
     * @param path the names of the directories it is in, then its own
     * @param directory whether it is a directory itself
     */
    public boolean selects(List<String> path, boolean directory) {
        byte[] bytes = String.join("/", path).getBytes(StandardCharsets.UTF_8);
        boolean isWanted = wanted.isEmpty() ? !unwanted.isEmpty() : reaches(wanted, bytes, directory);
        return isWanted && !reaches(unwanted, bytes, directory);
    }

    /** Whether one of the rules matches the path, or a directory on the way to it. */
    private static boolean reaches(List<IgnoreRule> rules, byte[] bytes, boolean directory) {
        int nameOffset = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '/') {
                if (matches(rules, Arrays.copyOf(bytes, i), nameOffset, true)) {
                    return true;
                }
                nameOffset = i + 1;
            }
        }
        return matches(rules, bytes, nameOffset, directory);
    }

    private static boolean matches(List<IgnoreRule> rules, byte[] path, int nameOffset, boolean directory) {
        for (IgnoreRule rule : rules) {
            if (rule.matches(path, nameOffset, directory)) {
                return true;
            }
        }
        return false;
    }
}
