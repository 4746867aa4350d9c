package dev.godwit.content.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.manifest.UnsafeNameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case R7 of the security list, as pure rules: Windows, folding file systems; and where links may lead (R4). */
class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CON", "con", "Nul.txt", "aux ", "AUX .c", "COM1", "com\u00b9", "LPT9.tar.gz", "COM0", "CONIN$", "PRN",
                        "a.", "a ",
                "...", "a:b", "C:", "a\\b", "a/b", "a<b", "a>b", "a\"b", "a|b", "a?b", "a*b", "a\nb", "\u0001"
            })
    void r7WindowsRefusesWhatItMakesSomethingElseOf(String name) {
        assertThatThrownBy(() -> WindowsNames.check(name)).isInstanceOf(UnsafeNameException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "COM", "COM10", "aux1", ".con", "a.con", "a b.c", "\u00e9", "nul-", ".a"})
    void r7WindowsTakesOtherNames(String name) {
        assertThatCode(() -> WindowsNames.check(name)).doesNotThrowAnyException();
    }

    @Test
    void r7SiblingsThatFoldTogetherAreRefusedTheSecondTime() {
        SiblingNames names = new SiblingNames(new NameFolding(true, true)::fold);
        names.claim("Stra\u00dfe");
        names.claim("Stra\u00dfe");
        for (String same : new String[] {"STRASSE", "strasse", "stra\u200csse", "\ufeffStrasse"}) {
            assertThatThrownBy(() -> names.claim(same)).isInstanceOf(UnsafeNameException.class);
        }
        names.claim("Strase");
        names.claim(".git");
        assertThatThrownBy(() -> names.claim(".g\u200cIt")).isInstanceOf(UnsafeNameException.class);
    }

    @Test
    void r7FoldsWhatTheFileSystemFoldsAndNoMore() {
        assertThat(new NameFolding(true, false).fold("\u00c9A"))
                .isEqualTo("\u00e9a")
                .isNotEqualTo("e\u0301a");
        assertThat(new NameFolding(false, true).fold("Ae\u0301")).isEqualTo("A\u00e9");
        assertThat(new NameFolding(true, true).fold("E\u0301\u2126")).isEqualTo("\u00e9\u03c9");
        assertThat(NameFolding.NONE.fold("Ae\u0301")).isEqualTo("Ae\u0301");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\x", "a\\..\\..\\b", "\\x", "x:stream", "a\\b"})
    void r4OnWindowsALinkHasNeitherBackslashesNorDrives(String target) {
        assertThatThrownBy(() -> LinkTarget.check(target, 5, '\\')).isInstanceOf(UnsafeNameException.class);
        assertThatCode(() -> LinkTarget.check(target, 0, '/')).doesNotThrowAnyException();
    }

    @Test
    void r4ALinkClimbsNoFurtherThanItIsDeep() {
        for (int depth = 0; depth < 5; depth++) {
            LinkTarget.check("../".repeat(depth) + "x", depth);
            String tooFar = "../".repeat(depth + 1) + "x";
            int at = depth;
            assertThatThrownBy(() -> LinkTarget.check(tooFar, at)).isInstanceOf(UnsafeNameException.class);
        }
        assertThatThrownBy(() -> LinkTarget.check("", 5)).isInstanceOf(UnsafeNameException.class);
        assertThatThrownBy(() -> LinkTarget.check("a\0", 5)).isInstanceOf(UnsafeNameException.class);
    }
}
