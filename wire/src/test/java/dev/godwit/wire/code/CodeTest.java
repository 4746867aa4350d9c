package dev.godwit.wire.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.godwit.testkit.Seed;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTest {
    private static final String TEXT = "482193-violin-harbor-cactus";
    private static final List<String> SEPARATORS = List.of(
            "",
            "-",
            " ",
            "   ",
            "\t",
            "\n",
            ".",
            "_",
            "/",
            ",",
            ", ",
            " - ",
            "--",
            "\u00a0",
            "\u2010",
            "\u2011",
            "\u2012",
            "\u2013",
            "\u2014",
            " \u2014 ",
            "\u2212",
            "\uff0d",
            "\u3000",
            "\u202f",
            "\u200b-");
    private static final List<String> FRAMES = List.of(
            "%s",
            " %s\n",
            "'%s'",
            "\"%s\"",
            "`%s`",
            "\u201c%s\u201d",
            "\u201e%s\u201c",
            "\u00ab%s\u00bb",
            "\u2018%s\u2019",
            "%s.",
            "godwit receive %s",
            "godwit get %s",
            "Godwit Receive '%s'",
            "./godwit receive %s",
            "godwit %s",
            "\u200e%s\u200f",
            "\ufeff%s");

    @Test
    void readsWhatItWrites() throws MalformedCodeException {
        Code code = Code.parse(TEXT);
        assertThat(code.text()).isEqualTo(TEXT);
        assertThat(code.slot()).isEqualTo(new Slot(482193));
        assertThat(code.words()).containsExactly("violin", "harbor", "cactus");
        assertThat(code.secretBytes()).asString().isEqualTo("violin-harbor-cactus");
    }

    @Test
    void staysTheSameThroughItsText() throws MalformedCodeException {
        SplittableRandom random = Seed.announce("CodeTest.random").random();
        for (int i = 0; i < 2_000; i++) {
            Code code = Code.random(random);
            assertThat(Code.parse(code.text())).isEqualTo(code).hasSameHashCodeAs(code);
            assertThat(Code.parse(written(code, random)).text()).isEqualTo(code.text());
        }
    }

    @Test
    void usesAllSlotsAndWords() {
        SecureRandom random = new SecureRandom();
        Set<String> words = new HashSet<>();
        Set<Integer> firstDigits = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Code code = Code.random(random);
            words.addAll(code.words());
            firstDigits.add(code.slot().number() / 100_000);
        }
        // A word stays away from 60,000 draws once in ten billion runs.
        assertThat(words).hasSize(WordList.SIZE);
        assertThat(firstDigits).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void forgivesEverySeparatorGroupCaseAndFrame() throws MalformedCodeException {
        for (String separator : SEPARATORS) {
            for (String digits : List.of("482193", "482 193", "482-193", "48 21 93", "4-8-2-1-9-3")) {
                String written = String.join(separator, digits, "violin", "harbor", "cactus");
                for (String frame : FRAMES) {
                    String framed = frame.formatted(written);
                    assertThat(Code.parse(framed).text()).as(framed).isEqualTo(TEXT);
                    assertThat(Code.parse(framed.toUpperCase(Locale.ROOT)).text())
                            .isEqualTo(TEXT);
                    assertThat(Code.looksLikeCode(framed)).as(framed).isTrue();
                }
            }
        }
    }

    /** With some separators, and others left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "482193violin-harbor-cactus",
                "482193-violinharbor-cactus",
                "482193-violin-harborcactus",
                "482193 violinharborcactus",
                "482193-vio-harborcactus",
                "482193-violinharbor-cac",
                "482193 viol harb cact",
                "482193viol-harb-cact",
                "482193-violi-harbo-cactu"
            })
    void forgivesWhatHasOneReading(String text) throws MalformedCodeException {
        assertThat(Code.parse(text).text()).isEqualTo(TEXT);
    }

    @Test
    void readsEveryWordByEveryPrefixThatTellsIt() throws MalformedCodeException {
        for (int i = 0; i < WordList.SIZE; i++) {
            String word = WordList.word(i);
            for (int length = 3; length <= word.length(); length++) {
                String prefix = word.substring(0, length);
                if (length >= WordList.TELLING_LETTERS
                        || WordList.byPrefix(prefix).size() == 1) {
                    assertThat(Code.parse("482193-" + prefix + "-" + prefix + "-" + prefix)
                                    .words())
                            .containsOnly(word);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "''                               | it does not begin with its six digits",
                "walnut-tulip-zebra               | it does not begin with its six digits",
                "send 482193-walnut-tulip-zebra   | it does not begin with its six digits",
                "48219-walnut-tulip-zebra         | it has 5 digits and not six",
                "4-walnut-tulip-zebra             | it has 1 digit and not six",
                "482 1934 walnut tulip zebra      | it has 7 digits and not six",
                "082193-walnut-tulip-zebra        | its digits never begin with 0",
                "482193                           | it has fewer than three words",
                "482193-walnut                    | it has fewer than three words",
                "482193-walnuttulip               | it has fewer than three words",
                "482193-walnut-tulip-zebra-walnut | it has more than three words",
                "482193walnuttulipzebrawalnut     | it has more than three words",
                "482193walnuttulipzebrax          | it has more than three words",
                "482193-walnutt-tulip-zebra       | its second word is not in the list of words",
                "482193-wallnut-tulip-zebra       | its first word is not in the list of words",
                "482193-walnut-tullip-zebra       | its second word is not in the list of words",
                "482193-walnut-tulip-zebar        | its third word is not in the list of words",
                "482193-walnut-tul-ip-zebra       | its third word is not in the list of words",
                "482193walnuttullipzebra          | its second word is not in the list of words",
                "482193-walnut-car-zebra          | its second word is too short to tell which it is",
                "482193-walnut-tulip-ze           | its third word is too short to tell which it is",
                "482193-walnut-7tulip-zebra       | it has digits among its words",
                "482193-walnut-tulip-zebra-2      | it has digits among its words",
                "482193-walnut+tulip-zebra        | it has characters that no code has",
                "482193-walnüt-tulip-zebra        | it has characters that no code has",
                "٤٨٢١٩٣-walnut-tulip-zebra        | it has characters that no code has"
            })
    void saysWhatIsWrong(String text, String why) {
        assertThat(refusal(text)).hasMessageStartingWith("This is not a valid code: " + why + ". ");
    }

    @Test
    void looksAtNothingTooLong() {
        assertThat(refusal("482193-" + "a".repeat(50_000_000))).hasMessageContaining("it is too long");
        assertThat(Code.complete("482193-" + "a".repeat(50_000_000))).isEmpty();
    }

    @Test
    void suggestsWordsBesideItsMessage() {
        assertThat(refusal("482193-walnut-harbour-zebra").suggestions()).startsWith("harbor");
        assertThat(refusal("482193-wallnut-tulip-zebra").suggestions()).startsWith("walnut");
        assertThat(refusal("482193-walnut-ca-zebra").suggestions())
                .isEqualTo(WordList.byPrefix("ca").subList(0, 5));
        assertThat(refusal("482193-walnut-xqxqxq-zebra").suggestions()).isEmpty();
        assertThat(refusal("482193-walnut").suggestions()).isEmpty();
    }

    /** Case S4: neither a refusal nor a printed code gives the secret away. */
    @Test
    void hidesItsWords() throws MalformedCodeException {
        assertThat(Code.parse(TEXT)).hasToString("Code[hidden]");
        for (String text : List.of(
                "482193-wallnut-tulip-zebra",
                "48219-walnut-tulip-zebra",
                "482193-walnut-tulip",
                "482193-walnut-tulip-ze",
                "482193-walnut-tulip-zebra!",
                "482193 walnut tulip zebra walnut")) {
            assertThat(refusal(text).toString()).doesNotContain("wal", "tulip", "zeb", "48219-");
        }
    }

    @Test
    void isEqualByItsSlotAndWords() throws MalformedCodeException {
        Code code = Code.parse(TEXT);
        assertThat(code).isEqualTo(Code.parse("482193 violin harbor cactus")).isNotEqualTo(TEXT);
        assertThat(code).isNotEqualTo(Code.parse("482194-violin-harbor-cactus"));
        assertThat(code).isNotEqualTo(Code.parse("482193-violin-cactus-harbor"));
        code.secretBytes()[0]++;
        assertThat(code.secretBytes()).asString().startsWith("violin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"482193", "4", "482193-wrong", "48-", "'482193", "godwit receive 1", "482193-harbör", " 7"})
    void tellsACodeFromOtherArguments(String text) {
        assertThat(Code.looksLikeCode(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "violin",
                "godwit:hvab2pq7",
                "GODWIT:2",
                "192.0.2.1:4747",
                "send 4",
                "godwit",
                "--port",
                "größe 4"
            })
    void tellsOtherArgumentsFromACode(String text) {
        assertThat(Code.looksLikeCode(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {99_999, 1_000_000, 0, -482_193})
    void hasSixDigits(int number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Slot(number));
    }

    private static MalformedCodeException refusal(String text) {
        try {
            Code ignored = Code.parse(text);
            throw new AssertionError("this is a code: " + ignored.text());
        } catch (MalformedCodeException e) {
            return e;
        }
    }

    /** The code as somebody may write it. */
    private static String written(Code code, SplittableRandom random) {
        String separator = SEPARATORS.get(random.nextInt(SEPARATORS.size()));
        List<String> parts =
                new ArrayList<>(List.of(Integer.toString(code.slot().number())));
        for (String word : code.words()) {
            int letters = random.nextInt(WordList.TELLING_LETTERS, word.length() + 1);
            parts.add(separator.isEmpty() ? word : word.substring(0, letters));
        }
        String written = FRAMES.get(random.nextInt(FRAMES.size())).formatted(String.join(separator, parts));
        return random.nextBoolean() ? written : written.toUpperCase(Locale.ROOT);
    }
}
