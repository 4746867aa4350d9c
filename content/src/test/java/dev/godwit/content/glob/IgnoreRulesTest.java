package dev.godwit.content.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgnoreRulesTest {
    @TempDir
    private Path directory;

    @Test
    void theLastLineThatMatchesDecides() {
        IgnoreRules rules = IgnoreRules.of(List.of("*.log", "!important.log", "old/*.log"));
        assertThat(rules.excludes("a.log", false)).isTrue();
        assertThat(rules.excludes("deep/in/a.log", false)).isTrue();
        assertThat(rules.excludes("important.log", false)).isFalse();
        assertThat(rules.excludes("old/important.log", false)).isTrue();
        assertThat(rules.excludes("a.txt", false)).isFalse();
    }

    @Test
    void aSlashTiesALineToTheTop() {
        IgnoreRules rules = IgnoreRules.of(List.of("/build", "docs/*.txt"));
        assertThat(rules.excludes("build", true)).isTrue();
        assertThat(rules.excludes("app/build", true)).isFalse();
        assertThat(rules.excludes("docs/a.txt", false)).isTrue();
        assertThat(rules.excludes("docs/in/a.txt", false)).isFalse();
        assertThat(rules.excludes("app/docs/a.txt", false)).isFalse();
    }

    @Test
    void aSlashAtTheEndMeansDirectories() {
        IgnoreRules rules = IgnoreRules.of(List.of("target/"));
        assertThat(rules.excludes("a/target", true)).isTrue();
        assertThat(rules.excludes("a/target", false)).isFalse();
    }

    @Test
    void twoStarsStandForDirectories() {
        IgnoreRules rules = IgnoreRules.of(List.of("**/cache", "a/**/b", "c/**"));
        for (String excluded : List.of("cache", "x/y/cache", "a/b", "a/x/b", "a/x/y/b", "c/x", "c/x/y")) {
            assertThat(rules.excludes(excluded, true)).as(excluded).isTrue();
        }
        for (String kept : List.of("xcache", "a/xb", "ab", "c", "x/c/y")) {
            assertThat(rules.excludes(kept, true)).as(kept).isFalse();
        }
    }

    @Test
    void otherDoubleStarsAreSingleOnes() {
        // Git up to now also takes "foobar" and "foo/x/bar", against its own manual.
        IgnoreRules rules = IgnoreRules.of(List.of("foo**/bar"));
        assertThat(rules.excludes("foox/bar", false)).isTrue();
        assertThat(rules.excludes("foo/bar", false)).isTrue();
        assertThat(rules.excludes("foobar", false)).isFalse();
        assertThat(rules.excludes("foo/x/bar", false)).isFalse();
    }

    @Test
    void commentsBlanksAndEscapes() {
        IgnoreRules rules = IgnoreRules.of(List.of("# comment", "", "   ", "\\#one", "\\!two", "three\\ ", "four  "));
        for (String excluded : List.of("#one", "!two", "three ", "four")) {
            assertThat(rules.excludes(excluded, false)).as(excluded).isTrue();
        }
        for (String kept : List.of("# comment", " ", "two", "three", "four  ")) {
            assertThat(rules.excludes(kept, false)).as(kept).isFalse();
        }
    }

    @Test
    void aMalformedLineMatchesNothing() {
        IgnoreRules rules = IgnoreRules.of(List.of("[a", "b\\", "[[:nonsense:]]", "[z-"));
        for (String kept : List.of("a", "[a", "b", "b\\", "n", "z", "[z-")) {
            assertThat(rules.excludes(kept, false)).as(kept).isFalse();
        }
    }

    @Test
    void readsAFileWithMarkAndWindowsLines() throws IOException {
        Path file = Files.writeString(directory.resolve("ignore"), "\uFEFFone\r\ntwö\nthree\r");
        IgnoreRules rules = IgnoreRules.read(file);
        for (String excluded : List.of("one", "twö", "three")) {
            assertThat(rules.excludes(excluded, false)).as(excluded).isTrue();
        }
        Path other = Files.write(directory.resolve("latin"), new byte[] {(byte) 0xE4, '\n'});
        assertThatThrownBy(() -> IgnoreRules.read(other)).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void laterRulesDecideBeforeEarlier() {
        IgnoreRules file = IgnoreRules.of(List.of("*.o", "!keep.o"));
        assertThat(file.then(IgnoreRules.of(List.of("keep.*"))).excludes("keep.o", false))
                .isTrue();
        assertThat(IgnoreRules.NONE.then(file).excludes("keep.o", false)).isFalse();
        assertThat(IgnoreRules.NONE.isEmpty()).isTrue();
        assertThat(file.isEmpty()).isFalse();
    }

    @Test
    void aGlobMadeToTakeForeverIsOverAtOnce() {
        String text = "a".repeat(255);
        assertThat(IgnoreRules.of(List.of("*a".repeat(120) + "b*")).excludes(text, false))
                .isFalse();
        assertThat(IgnoreRules.of(List.of("**/a".repeat(60) + "[b]")).excludes("a/".repeat(1000) + "a", false))
                .isFalse();
    }
}
