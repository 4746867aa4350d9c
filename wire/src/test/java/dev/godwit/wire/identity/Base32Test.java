package dev.godwit.wire.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {

    /** RFC 4648 §10, in lower case and without padding. */
    @ParameterizedTest
    @CsvSource({"'',''", "f,my", "fo,mzxq", "foo,mzxw6", "foob,mzxw6yq", "fooba,mzxw6ytb", "foobar,mzxw6ytboi"})
    void encodesAndDecodesThePublishedVectors(String plain, String text) {
        byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
        assertThat(Base32.encode(bytes)).isEqualTo(text);
        assertThat(Base32.decode(text)).contains(bytes);
        assertThat(Base32.decode(text.toUpperCase(Locale.ROOT))).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my======", "m y", "m0", "m1", "m8", "m9", "mz-q", "\u212Amzx", "\u017Fmzx", "ｍｙ", "\0\0"})
    void refusesWhatIsNoLetterOfIt(String text) {
        assertThat(Base32.decode(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mz", "mzxr", "mzxw7", "mzxw6yr", "a", "aaa", "aaaaaa"})
    void refusesASecondTextForTheSameBytes(String text) {
        assertThat(Base32.decode(text)).isEmpty();
    }

    @Test
    void givesBackAnyBytes() {
        SplittableRandom random = Seed.announce("Base32Test").random();
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base32.decode(Base32.encode(bytes))).contains(bytes);
        }
    }
}
