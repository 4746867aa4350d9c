package dev.godwit.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and texts from strangers: security cases T1 and T3. */
final class HostileTextTest {
    private static final String ESCAPE = "\033";
    private static final String RIGHT_TO_LEFT_OVERRIDE = Character.toString(0x202e);

    @Test
    void t1ControlCharactersAreShownEscaped() {
        assertThat(Escaped.text("a" + ESCAPE + "[2Jb\n\r\t\007")).isEqualTo("a\\x1b[2Jb\\x0a\\x0d\\x09\\x07");
        assertThat(Escaped.text(Character.toString(0x7f) + Character.toString(0x9b)))
                .isEqualTo("\\x7f\\x9b");
        assertThat(Escaped.text("gpj" + RIGHT_TO_LEFT_OVERRIDE + "exe")).isEqualTo("gpj\\u202eexe");
        assertThat(Escaped.text(Character.toString(0x2028) + Character.toString(0xfeff)))
                .isEqualTo("\\u2028\\ufeff");
        assertThat(Escaped.text(Character.toString(0xe0041))).isEqualTo("\\U000e0041");
        assertThat(Escaped.text("\ud800")).isEqualTo("\\ud800");
    }

    @Test
    void harmlessTextStaysAsItIs() {
        String text = "Größe 東京 نمونه 👩" + Character.toString(0x200d) + "👩 a\\b.mkv";
        assertThat(Escaped.text(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mkv", "godwit:abc-_=", "./a/b+c@d%e:f,g", "/x"})
    void harmlessWordsAreNotQuoted(String word) {
        assertThat(ShellWord.quote(word)).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "it's",
                "$(reboot)",
                "`id`",
                "a;b",
                "~",
                "*",
                "\\",
                "!x",
                "a\"b",
                "ü",
                "new\nline'\\",
                "\033[31mred"
            })
    void t3ShellTakesQuotedWordsLiterally(String word) throws Exception {
        String quoted = ShellWord.quote(word);
        assertThat(quoted).isEqualTo(Escaped.text(quoted));
        Process shell = new ProcessBuilder("bash", "-c", "printf %s " + quoted).start();
        String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(seen).isEqualTo(word);
    }
}
