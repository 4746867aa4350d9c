package dev.godwit.wire.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.godwit.wire.testing.VectorFile;
import dev.godwit.wire.testing.VectorFile.Section;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The codes in {@code vectors/codes.txt}. */
class CodeVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<Section> readable() {
        return VectorFile.read("codes.txt").stream()
                .filter(vector -> vector.kind().equals("read"));
    }

    static Stream<Section> refused() {
        return VectorFile.read("codes.txt").stream()
                .filter(vector -> vector.kind().equals("refuse"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void reads(Section vector) throws MalformedCodeException {
        Code code = Code.parse(vector.value("typed"));
        assertThat(code.text()).isEqualTo(vector.value("text"));
        assertThat(HEX.formatHex(code.secretBytes())).isEqualTo(vector.value("secret"));
        assertThat(HEX.formatHex(code.slot().lookupKey())).isEqualTo(vector.value("lookupKey"));
        assertThat(HEX.formatHex(code.slot().lanTag())).isEqualTo(vector.value("lanTag"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(Section vector) {
        assertThatExceptionOfType(MalformedCodeException.class).isThrownBy(() -> Code.parse(vector.value("typed")));
    }
}
