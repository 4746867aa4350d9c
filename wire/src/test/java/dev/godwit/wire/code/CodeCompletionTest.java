package dev.godwit.wire.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell offers for half a code. */
class CodeCompletionTest {
    private static final String TEXT = "482193-violin-harbor-cactus";

    @Test
    void completesTheLastWord() {
        assertThat(Code.complete("482193")).containsExactly("482193-");
        assertThat(Code.complete("482193-vio")).containsExactly("482193-violin-");
        assertThat(Code.complete("482193-violin")).containsExactly("482193-violin-");
        assertThat(Code.complete("482193-violin-harb")).containsExactly("482193-violin-harbor-");
        assertThat(Code.complete("482193-violin-harbor-cact")).containsExactly(TEXT);
        assertThat(Code.complete(TEXT)).containsExactly(TEXT);
        assertThat(Code.complete("482193-violin-ha"))
                .isEqualTo(WordList.byPrefix("ha").stream()
                        .map(word -> "482193-violin-" + word + "-")
                        .toList())
                .hasSizeGreaterThan(5);
    }

    @Test
    void completesInCanonicalForm() {
        assertThat(Code.complete("482.193 Viol Ha").getFirst())
                .startsWith("482193-violin-ha")
                .endsWith("-");
        assertThat(Code.complete("482193violinharborcac")).containsExactly(TEXT);
        assertThat(Code.complete("482193-vio-harborcactus")).containsExactly(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "48219",
                "4821934",
                "082193-v",
                "482193-",
                "482193-violin-",
                "482193-violin-harbor-cactus-",
                "482193-xyz",
                "482193-viola-h",
                "482193-violin-harbor-cactus-v",
                "482193violinharborcactusviolin",
                "godwit:abc",
                "482193-v!",
                "v"
            })
    void completesNothingElse(String text) {
        assertThat(Code.complete(text)).isEmpty();
    }
}
