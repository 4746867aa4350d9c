package dev.godwit.content.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PathGlobTest {
    @Test
    void aNameIsChosenWhereverItIs() {
        PathGlob glob = PathGlob.of(List.of("*.jpg"));
        assertThat(glob.selects(List.of("a.jpg"), false)).isTrue();
        assertThat(glob.selects(List.of("photos", "2024", "a.jpg"), false)).isTrue();
        assertThat(glob.selects(List.of("photos", "a.jpeg"), false)).isFalse();
    }

    @Test
    void aDirectoryIsChosenWithEverythingInIt() {
        PathGlob glob = PathGlob.of(List.of("photos/2024"));
        assertThat(glob.selects(List.of("photos", "2024"), true)).isTrue();
        assertThat(glob.selects(List.of("photos", "2024", "deep", "a.jpg"), false))
                .isTrue();
        assertThat(glob.selects(List.of("photos"), true)).isFalse();
        assertThat(glob.selects(List.of("photos", "2025", "a.jpg"), false)).isFalse();
        assertThat(glob.selects(List.of("old", "photos", "2024"), true)).isFalse();
    }

    @Test
    void aSlashAtTheEndMeansDirectories() {
        PathGlob glob = PathGlob.of(List.of("doc/"));
        assertThat(glob.selects(List.of("a", "doc"), false)).isFalse();
        assertThat(glob.selects(List.of("a", "doc", "x"), false)).isTrue();
    }

    @Test
    void anyGlobMayChoose() {
        PathGlob glob = PathGlob.of(List.of("/a", "é?"));
        assertThat(glob.selects(List.of("a"), false)).isTrue();
        assertThat(glob.selects(List.of("b", "a"), false)).isFalse();
        assertThat(glob.selects(List.of("b", "é1"), false)).isTrue();
        assertThat(PathGlob.of(List.of()).selects(List.of("a"), false)).isFalse();
    }

    @Test
    void whatHasAnExclamationMarkIsNotChosen() {
        PathGlob glob = PathGlob.of(List.of("!*.tmp", "photos", "!private/"));
        assertThat(glob.selects(List.of("photos", "a.jpg"), false)).isTrue();
        assertThat(glob.selects(List.of("photos", "a.tmp"), false)).isFalse();
        assertThat(glob.selects(List.of("photos", "private"), true)).isFalse();
        assertThat(glob.selects(List.of("photos", "private", "a.jpg"), false)).isFalse();
        assertThat(glob.selects(List.of("photos", "private"), false)).isTrue();
        assertThat(glob.selects(List.of("other", "a.jpg"), false)).isFalse();
    }

    @Test
    void onlyExclamationMarksBeginWithEverything() {
        PathGlob glob = PathGlob.of(List.of("!x", "!*.tmp"));
        assertThat(glob.selects(List.of("photos"), true)).isTrue();
        assertThat(glob.selects(List.of("photos", "a"), false)).isTrue();
        assertThat(glob.selects(List.of("photos", "x"), false)).isFalse();
        assertThat(glob.selects(List.of("x", "a"), false)).isFalse();
        assertThat(glob.selects(List.of("a.tmp"), false)).isFalse();
    }

    @Test
    void otherSignsOfIgnoreFilesAreLetters() {
        PathGlob glob = PathGlob.of(List.of("\\!a", "#b", "c "));
        assertThat(glob.selects(List.of("!a"), false)).isTrue();
        assertThat(glob.selects(List.of("#b"), false)).isTrue();
        assertThat(glob.selects(List.of("c "), false)).isTrue();
        assertThat(glob.selects(List.of("a"), false)).isFalse();
    }

    @Test
    void refusesAGlobThatCanChooseNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> PathGlob.of(List.of("a", "")));
        assertThatIllegalArgumentException().isThrownBy(() -> PathGlob.of(List.of("/")));
        assertThatIllegalArgumentException().isThrownBy(() -> PathGlob.of(List.of("!")));
    }
}
