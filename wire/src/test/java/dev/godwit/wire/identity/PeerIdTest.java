package dev.godwit.wire.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.godwit.testkit.Seed;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdTest {
    /** The public key of RFC 8032 §7.1, test 1. */
    private static final PeerId PEER =
            PeerId.of(HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

    private static final String TEXT = "25njqamcweflpvkl73j4szahhihoc4xt3ktcgjnpaingr5yhkencd7q";

    @Test
    void hasAPinnedTextForm() {
        assertThat(PEER).hasToString(TEXT);
        assertThat(PeerId.parse(TEXT)).contains(PEER);
        assertThat(PeerId.parse(TEXT.toUpperCase(Locale.ROOT))).contains(PEER);
    }

    @Test
    void refusesEveryChangeOfOneLetter() {
        int accepted = 0;
        for (int at = 0; at < TEXT.length(); at++) {
            for (char letter : "abcdefghijklmnopqrstuvwxyz234567".toCharArray()) {
                String altered = TEXT.substring(0, at) + letter + TEXT.substring(at + 1);
                if (letter != TEXT.charAt(at) && PeerId.parse(altered).isPresent()) {
                    accepted++;
                }
            }
        }
        assertThat(accepted).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25njq", TEXT + "a", TEXT + TEXT, " " + TEXT, "1" + TEXT})
    void refusesOtherTexts(String text) {
        assertThat(PeerId.parse(text)).isEmpty();
    }

    @Test
    void hasExactly32Bytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> PeerId.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> PeerId.of(new byte[33]));
    }

    @Test
    void doesNotChangeWithItsArrays() {
        byte[] bytes = PEER.bytes();
        PeerId copy = PeerId.of(bytes);
        bytes[0]++;
        PEER.bytes()[1]++;
        assertThat(copy).isEqualTo(PEER).hasSameHashCodeAs(PEER);
    }

    @Test
    void takesNoSignatureForMalformedKeysOrSignatures() {
        SplittableRandom random = Seed.announce("PeerIdTest").random();
        for (int i = 0; i < 500; i++) {
            byte[] key = new byte[PeerId.BYTES];
            byte[] signature = new byte[random.nextInt(130)];
            random.nextBytes(key);
            random.nextBytes(signature);
            if (i % 2 == 0) {
                Arrays.fill(key, 1, key.length, (byte) 0xFF);
            }
            assertThat(PeerId.of(key).verifies(new byte[i], signature)).isFalse();
        }
    }
}
