package dev.godwit.dht.bencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One encoding for each value, and bounds on what a datagram can make us do. */
class BencodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0:",
                "4:spam",
                "i0e",
                "i-42e",
                "i9223372036854775807e",
                "i-9223372036854775808e",
                "le",
                "l4:spami7ee",
                "de",
                "d3:cow3:moo4:spam4:eggse",
                "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"
            })
    void canonicalFormsSurviveTheRoundTrip(String form) throws BencodeException {
        assertThat(BencodeEncoder.encode(decode(form))).isEqualTo(ascii(form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i",
                "ie",
                "i-e",
                "i-0e",
                "i00e",
                "i01e",
                "i+1e",
                "i1",
                "i 1e",
                "i9223372036854775808e",
                "i99999999999999999999999e",
                "1",
                "1:",
                "01:a",
                "-1:a",
                "2:a",
                "99999999999:a",
                ":",
                "l",
                "l1:a",
                "d",
                "d1:ae",
                "di1ei2ee",
                "d1:bi1e1:ai2ee",
                "d1:ai1e1:ai2ee",
                "i1ei2e",
                "x",
                "e",
                "i\u0661e"
            })
    void everythingElseIsRefused(String form) {
        assertThatThrownBy(() -> decode(form)).as(form).isInstanceOf(BencodeException.class);
    }

    @Test
    void keysAreSortedByUnsignedBytes() {
        BencodeDictionary dictionary =
                BencodeDictionary.builder().put("é", 1).put("z", 2).put("", 3).build();
        assertThat(new String(BencodeEncoder.encode(dictionary), StandardCharsets.UTF_8))
                .isEqualTo("d0:i3e1:zi2e2:éi1ee");
    }

    @Test
    void aValueOfAnotherKindCountsAsAbsent() throws BencodeException {
        BencodeDictionary dictionary = (BencodeDictionary) decode("d1:ai1e1:b1:x1:cle1:ddee");
        assertThat(dictionary.bytes("a")).isEmpty();
        assertThat(dictionary.integer("b")).isEmpty();
        assertThat(dictionary.dictionary("c")).isEmpty();
        assertThat(dictionary.list("d")).isEmpty();
        assertThat(dictionary.integer("a")).hasValue(1);
        assertThat(dictionary.bytes("b", 2)).isEmpty();
        assertThat(dictionary.list("c")).contains(new BencodeList(List.of()));
    }

    @Test
    void h4NestingIsBounded() {
        assertThat(repeated("l", 10) + repeated("e", 10)).satisfies(form -> decode(form));
        assertThatThrownBy(() -> decode(repeated("l", 11) + repeated("e", 11)))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> decode(repeated("l", 2_000))).hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> decode(repeated("d1:a", 500))).hasMessageContaining("nested too deeply");
    }

    @Test
    void h4TokensAreCounted() {
        assertThat("l" + repeated("le", 499) + "e").satisfies(form -> decode(form));
        assertThatThrownBy(() -> decode("l" + repeated("le", 500) + "e")).hasMessageContaining("tokens");
        assertThatThrownBy(() -> decode("l" + repeated("0:", 900) + "e")).hasMessageContaining("tokens");
    }

    @Test
    void h4LengthsNeverAllocateMoreThanTheInput() {
        assertThatThrownBy(() -> decode("2147483647:")).hasMessageContaining("beyond the end");
        assertThatThrownBy(() -> decode("9223372036854775807:")).hasMessageContaining("beyond the end");
        byte[] oversized = new byte[BencodeDecoder.INPUT_BYTES_MAX + 1];
        Arrays.fill(oversized, (byte) 'l');
        assertThatThrownBy(() -> BencodeDecoder.decode(oversized)).hasMessageContaining("too many");
    }

    private static String repeated(String part, int times) {
        return part.repeat(times);
    }

    private static BencodeValue decode(String form) throws BencodeException {
        return BencodeDecoder.decode(form.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
