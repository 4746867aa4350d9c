package dev.godwit.content.glob;

import java.util.Optional;

/**
 * One line of ignore rules.
 *
 * @param negated whether it takes back what earlier lines exclude
 * @param directoriesOnly whether it says nothing about files
 * @param namesOnly whether it is about the last name of a path, wherever that is; else about the whole path
 */
record IgnoreRule(GlobPattern pattern, boolean negated, boolean directoriesOnly, boolean namesOnly) {

    /** Reads a line without its end; empty when it is blank or a comment. gitignore(5), "Pattern format". */
    static Optional<IgnoreRule> parse(String line) {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return Optional.empty();
        }
        String text = withoutTrailingSpaces(line);
        boolean negated = text.startsWith("!");
        IgnoreRule rule = ofGlob(negated ? text.substring(1) : text);
        return Optional.of(new IgnoreRule(rule.pattern, negated, rule.directoriesOnly, rule.namesOnly));
    }

    /** Reads what is a glob from its first letter on. */
    static IgnoreRule ofGlob(String glob) {
        boolean directoriesOnly = glob.endsWith("/");
        String path = directoriesOnly ? glob.substring(0, glob.length() - 1) : glob;
        boolean namesOnly = path.indexOf('/') < 0;
        String anchored = path.startsWith("/") ? path.substring(1) : path;
        return new IgnoreRule(GlobPattern.of(anchored), false, directoriesOnly, namesOnly);
    }

    /**
     * Whether it says something about a path.
     *
     * @param path in UTF-8, names with slashes between them
     * @param nameOffset where in it the last name begins
     */
    boolean matches(byte[] path, int nameOffset, boolean directory) {
        return (directory || !directoriesOnly) && pattern.matches(path, namesOnly ? nameOffset : 0);
    }

    /** Spaces at the end do not count, unless a backslash stands before them. */
    private static String withoutTrailingSpaces(String line) {
        int end = 0;
        int i = 0;
        while (i < line.length()) {
            char letter = line.charAt(i);
            i = Math.min(line.length(), letter == '\\' ? i + 2 : i + 1);
            end = letter == ' ' ? end : i;
        }
        return line.substring(0, end);
    }
}
