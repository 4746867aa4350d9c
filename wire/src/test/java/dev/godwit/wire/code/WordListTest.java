package dev.godwit.wire.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordListTest {
    private static final List<String> WORDS =
            IntStream.range(0, WordList.SIZE).mapToObj(WordList::word).toList();

    /** As pronunciation goes: pairs of what is written and what is heard. Order matters. */
    private static final List<Map.Entry<String, String>> SOUNDS = List.of(
            Map.entry("^[kgp]n", "n"),
            Map.entry("^wr", "r"),
            Map.entry("^ps|^x", "s"),
            Map.entry("mb$", "m"),
            Map.entry("ght", "t"),
            Map.entry("dg", "g"),
            Map.entry("gh", "g"),
            Map.entry("tch|ch", "C"),
            Map.entry("sh", "S"),
            Map.entry("th", "T"),
            Map.entry("ph", "f"),
            Map.entry("ck", "k"),
            Map.entry("qu", "kw"),
            Map.entry("c(?=[eiy])|z", "s"),
            Map.entry("[cq]", "k"),
            Map.entry("x", "ks"),
            Map.entry("(?<=.)h", ""),
            Map.entry("(?<=[aeiouy].{0,8}[^aeiouy])e$", ""),
            Map.entry("[aeiouy]+(w[aeiouy]*)?", "*"),
            Map.entry("(.)\\1+", "$1"));

    @Test
    void has2048SortedWordsOfFourToEightLetters() {
        assertThat(WORDS).hasSize(2048).isSorted().doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z]{4,8}"));
    }

    @Test
    void tellsEachWordByItsFirstFourLetters() {
        assertThat(WORDS).extracting(word -> word.substring(0, 4)).doesNotHaveDuplicates();
    }

    @Test
    void needsTwoSlipsToMakeOneWordOfAnother() {
        for (String word : WORDS) {
            List<String> near = WORDS.stream()
                    .filter(other -> EditDistance.between(word, other) < 2)
                    .toList();
            assertThat(near).containsExactly(word);
        }
    }

    @Test
    void hasNoTwoWordsOfOneSound() {
        assertThat(sound("flour")).isEqualTo(sound("flower"));
        assertThat(sound("knight")).isEqualTo(sound("night"));
        assertThat(sound("plane")).isEqualTo(sound("plain"));
        assertThat(sound("cellar")).isEqualTo(sound("seller"));
        assertThat(sound("banjo")).isNotEqualTo(sound("bingo"));
        Map<String, List<String>> bySound = WORDS.stream().collect(Collectors.groupingBy(WordListTest::sound));
        assertThat(bySound.values()).filteredOn(words -> words.size() > 1).isEmpty();
    }

    @Test
    void hasNoPlurals() {
        Set<String> plurals = new HashSet<>();
        for (String word : WORDS) {
            plurals.addAll(List.of(word + "s", word + "es", word.replaceFirst("y$", "ies")));
            plurals.add(word.replaceFirst("fe?$", "ves"));
            plurals.remove(word);
        }
        assertThat(WORDS).doesNotContainAnyElementsOf(plurals);
    }

    /** Who hears such a word may write it in the other way; harbor is in every example, and harbour leads to it. */
    @Test
    void hasNoWordsThatBritonsAndAmericansSpellDifferently() {
        String twofold =
                "(aeroplane|airplane|aluminum|analog|armor|artifact|ax|axe|behavior|caliber|candor|catalog|center"
                        + "|check|cheque|clamor|color|cozy|curb|defense|dialog|disc|disk|donut|draft|endeavor|favor|fiber|flavor"
                        + "|fulfill|gauge|glamor|gray|grey|harbor|honor|humor|inquire|jeweler|jewelry|kerb|labor|license"
                        + "|licorice|liter|litre|luster|meager|meter|metre|mold|molding|molt|mustache|neighbor|odor|omelet|pajama"
                        + "|parlor|pedaler|plow|practice|program|rigor|rumor|saber|savior|savor|scepter|skeptic|smolder|somber"
                        + "|specter|splendor|story|sulfur|theater|theatre|tidbit|tire|traveler|tumor|tyre|valor|vapor|vigor|whisky"
                        + "|woolen|yogurt|[a-z]+[iy][sz]e[dr]?|[a-z]+our)";
        assertThat(WORDS)
                .filteredOn(word -> word.matches(twofold))
                .containsExactlyInAnyOrder(
                        "detour", "disguise", "geyser", "harbor", "porpoise", "prize", "surprise", "tortoise");
    }

    @Test
    void findsEachWordAndNoOther() {
        for (int i = 0; i < WordList.SIZE; i++) {
            assertThat(WordList.indexOf(WordList.word(i))).isEqualTo(i);
        }
        assertThat(List.of("", "a", "zzzz", "violi", "violins", "Violin"))
                .allMatch(noWord -> WordList.indexOf(noWord) < 0);
    }

    @Test
    void findsAllWordsThatBeginSo() {
        assertThat(WordList.byPrefix("")).isEqualTo(WORDS);
        assertThat(WordList.byPrefix("zoo")).containsExactly("zoology");
        assertThat(WordList.byPrefix("zzz")).isEmpty();
        for (String prefix : List.of("a", "c", "ca", "car", "z", "violin", "x", "{")) {
            assertThat(WordList.byPrefix(prefix))
                    .isEqualTo(WORDS.stream()
                            .filter(word -> word.startsWith(prefix))
                            .toList());
        }
    }

    @Test
    void suggestsTheNearestFirst() {
        assertThat(WordList.nearest("harbour", 3)).startsWith("harbor");
        assertThat(WordList.nearest("castus", 3)).startsWith("cactus");
        assertThat(WordList.nearest("violin", 1)).containsExactly("violin");
        assertThat(WordList.nearest("xxxxxxxxxxxx", 3)).isEmpty();
    }

    @Test
    void countsLettersToChange() {
        assertThat(EditDistance.between("kitten", "kitten")).isZero();
        assertThat(EditDistance.between("kitten", "kiten")).isEqualTo(1);
        assertThat(EditDistance.between("kitten", "mittens")).isEqualTo(2);
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.between("kitten", "volcano")).isEqualTo(3);
        assertThat(EditDistance.between("", "abcdef")).isEqualTo(3);
    }

    private static String sound(String word) {
        String sound = word;
        for (Map.Entry<String, String> rule : SOUNDS) {
            sound = sound.replaceAll(rule.getKey(), rule.getValue());
        }
        return sound;
    }
}
