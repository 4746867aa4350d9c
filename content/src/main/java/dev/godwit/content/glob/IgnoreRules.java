package dev.godwit.content.glob;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a directory is left out, in the syntax of gitignore(5): the last line that matches decides, {@code !} takes
 * back, a slash at the end means directories alone, one elsewhere ties the line to the top. Whoever walks does not enter
 * what is excluded, and so nothing in it can be taken back. Names count as their bytes in UTF-8, and upper case is not
 * lower case. Immutable.
 */
public final class IgnoreRules {
    /** Excludes nothing. */
    public static final IgnoreRules NONE = new IgnoreRules(List.of());

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<IgnoreRule> rules;

    private IgnoreRules(List<IgnoreRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules of these lines, which do not hold their ends. A line that is malformed matches nothing, as in git. */
    public static IgnoreRules of(List<String> lines) {
        return new IgnoreRules(
                lines.stream().map(IgnoreRule::parse).flatMap(Optional::stream).toList());
    }

    /**
     * The rules of a file as {@code .gitignore} is one, in UTF-8.
     *
     * @throws java.nio.charset.CharacterCodingException when it is not
     * @throws IOException when it cannot be read
     */
    public static IgnoreRules read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        List<String> lines = new ArrayList<>();
        for (String line : content.split("\n", -1)) {
            lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
        return of(lines);
    }

    /** These rules, and later ones that decide before them. */
    public IgnoreRules then(IgnoreRules later) {
        List<IgnoreRule> both = new ArrayList<>(rules);
        both.addAll(later.rules);
        return new IgnoreRules(both);
    }

    /** Whether there is no rule at all. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * Whether a path is left out by itself; one in an excluded directory is left out whatever this says.
     *
     * @param path below the directory that the rules are about: names with slashes between them
     */
    public boolean excludes(String path, boolean directory) {
        if (rules.isEmpty()) {
            return false;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        int nameOffset = bytes.length;
        while (nameOffset > 0 && bytes[nameOffset - 1] != '/') {
            nameOffset--;
        }
        for (IgnoreRule rule : rules.reversed()) {
            if (rule.matches(bytes, nameOffset, directory)) {
                return !rule.negated();
            }
        }
        return false;
    }
}
