package dev.godwit.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases R1, R2 and R7 of the security list, for one component. */
class EntryNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "/etc/passwd",
                "a/../../b",
                "a/b",
                "//x",
                "nul\0byte",
                "half \ud83d surrogate",
                "half \ude00 surrogate",
                "\ude00\ud83d"
            })
    void refusesWhatIsNotOneSafeComponent(String name) {
        assertThatThrownBy(() -> EntryName.check(name, '/'))
                .isInstanceOf(UnsafeNameException.class)
                .message()
                .doesNotContain("passwd", "a/b", "\0", "\ud83d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\x", "\\\\server\\share", "a\\..\\b", "x:stream", "C:", "a/b"})
    void refusesDrivesSharesAndStreamsWhereTheyMeanSomething(String name) {
        assertThatThrownBy(() -> EntryName.check(name, '\\')).isInstanceOf(UnsafeNameException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "...",
                "..a",
                " ",
                "a\\b",
                "x:stream",
                "\u001b[31m red\n",
                "\u202egnp.exe",
                "😀",
                ".ssh",
                "-rf"
            })
    void acceptsEveryNameThatAFileMayHaveHere(String name) {
        assertThat(EntryName.check(name, '/')).isEqualTo(name);
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(EntryName.check("x".repeat(255))).hasSize(255);
        assertThat(EntryName.check("é".repeat(127))).hasSize(127);
        assertThat(EntryName.check("😀".repeat(63))).hasSize(126);
        assertThatThrownBy(() -> EntryName.check("x".repeat(256))).isInstanceOf(UnsafeNameException.class);
        assertThatThrownBy(() -> EntryName.check("é".repeat(128))).isInstanceOf(UnsafeNameException.class);
        assertThatThrownBy(() -> EntryName.check("漢".repeat(86))).isInstanceOf(UnsafeNameException.class);
        assertThatThrownBy(() -> EntryName.check("😀".repeat(64))).isInstanceOf(UnsafeNameException.class);
    }

    @Test
    void aLocalFileIsOfferedUnderItsOwnName() {
        assertThat(EntryName.of(Path.of("/tmp/dir/file.txt"))).isEqualTo("file.txt");
        assertThat(EntryName.of(Path.of("/tmp/dir/."))).isEqualTo("dir");
        assertThat(EntryName.of(Path.of("/tmp/dir/.."))).isEqualTo("tmp");
        assertThatThrownBy(() -> EntryName.of(Path.of("/"))).isInstanceOf(UnsafeNameException.class);
    }
}
