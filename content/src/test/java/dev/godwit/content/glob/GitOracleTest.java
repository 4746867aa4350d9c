package dev.godwit.content.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git itself ignores, for ignore files made by chance. */
class GitOracleTest {
    private static final int ROUNDS = 200;
    private static final int LINES = 8;
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "a.b", "ba", "A", "1", "é", "a b", "#a", "!a", "[a]", "a\\b", "*", "-", "aé", "b ");
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "ab",
            "A",
            "1",
            "é",
            ".",
            " ",
            "#",
            "!",
            "-",
            "\\",
            "\\a",
            "\\*",
            "\\ ",
            "/",
            "/",
            "*",
            "*",
            "**",
            "**/",
            "/**/",
            "/**",
            "?",
            "[ab]",
            "[!a]",
            "[^a]",
            "[a-b]",
            "[]a]",
            "[!]]",
            "[a-]",
            "[\\]a]",
            "[[:alpha:]]",
            "[[:digit:][:space:]]",
            "[^[:punct:]]",
            "[[:nope:]]",
            "[",
            "]",
            "[a",
            "[[:",
            "[b-a]",
            "[--b]",
            "***");

    /** Where git departs from its manual: its comparison of what comes before the first star forgets it. */
    private static final Pattern DEPARTURE = Pattern.compile("!?[^*?\\[\\\\]*[^*?\\[\\\\/]\\*\\*+(/|\\\\/|$).*");

    @TempDir
    private Path repository;

    private final List<String> files = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();

    @BeforeEach
    void makeTree() throws Exception {
        assumeTrue(run(List.of(), "git", "--version").startsWith("git version"), "git is not installed");
        run(List.of(), "git", "init", "-q", ".");
        for (String first : NAMES) {
            for (String second : NAMES.subList(0, 9)) {
                Path below =
                        Files.createDirectories(repository.resolve("d" + first).resolve(second));
                directories.add("d" + first + "/" + second);
                Files.createFile(below.resolve(first));
                files.add("d" + first + "/" + second + "/" + first);
            }
            directories.add("d" + first);
            Files.createFile(repository.resolve(first));
            files.add(first);
        }
        for (String top : List.of("x", "y")) {
            for (String name : NAMES) {
                Files.createDirectories(repository.resolve(top).resolve(name));
                directories.add(top + "/" + name);
            }
            directories.add(top);
        }
    }

    @Test
    void ignoresWhatGitIgnores() throws Exception {
        SplittableRandom random = Seed.announce("GitOracleTest").random();
        List<String> paths = new ArrayList<>(files);
        paths.addAll(directories);
        int ignored = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = ignoreFile(random);
            Path file = Files.writeString(repository.resolve(".gitignore"), text);
            IgnoreRules rules = IgnoreRules.read(file);
            Set<String> ours = new TreeSet<>();
            for (String path : paths) {
                if (isExcluded(rules, path)) {
                    ours.add(path);
                }
            }
            String theirs = run(paths, "git", "check-ignore", "--no-index", "-z", "--stdin");
            assertThat(ours).as(text).isEqualTo(new TreeSet<>(split(theirs)));
            ignored += ours.size();
        }
        assertThat(ignored).isGreaterThan(ROUNDS);
    }

    private boolean isExcluded(IgnoreRules rules, String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (rules.excludes(path.substring(0, slash), true)) {
                return true;
            }
        }
        return rules.excludes(path, directories.contains(path));
    }

    private static String ignoreFile(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 1 + random.nextInt(LINES); line++) {
            StringBuilder glob = new StringBuilder(random.nextInt(4) == 0 ? "!" : "");
            int parts = 1 + random.nextInt(5);
            for (int part = 0; part < parts; part++) {
                glob.append(PARTS.get(random.nextInt(PARTS.size())));
                if (random.nextInt(6) == 0) {
                    glob.append("/d").append(NAMES.get(random.nextInt(NAMES.size())));
                }
            }
            if (!DEPARTURE.matcher(glob).matches()) {
                text.append(glob).append(random.nextInt(8) == 0 ? "\r\n" : "\n");
            }
        }
        return text.toString();
    }

    private static List<String> split(String output) {
        return output.isEmpty() ? List.of() : Arrays.asList(output.split("\0"));
    }

    private String run(List<String> input, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(repository.toFile());
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Path stdin = repository.resolve(".git-input");
        Files.writeString(stdin, String.join("\0", input));
        Process process =
                builder.redirectInput(stdin.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
