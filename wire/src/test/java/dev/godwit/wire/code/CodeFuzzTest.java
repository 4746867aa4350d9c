package dev.godwit.wire.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Any text is a code or {@link MalformedCodeException}, and has completions that are codes as far as they go. */
class CodeFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        parse(text);
        complete(text);
    }

    @Test
    void readsMutations() {
        Mutations.run(CodeFuzzTest.class, this::reads);
    }

    private static void parse(String text) {
        try {
            Code code = Code.parse(text);
            assertThat(code.text()).matches("[1-9][0-9]{5}(-[a-z]{4,8}){3}");
            assertThat(Code.parse(code.text())).isEqualTo(code);
            assertThat(Code.looksLikeCode(text)).isTrue();
        } catch (MalformedCodeException e) {
            assertThat(e).hasMessageStartingWith("This is not a valid code: ");
        }
    }

    private static void complete(String text) {
        for (String completion : Code.complete(text)) {
            assertThat(completion).matches("[1-9][0-9]{5}-([a-z]{4,8}-){0,2}([a-z]{4,8})?");
            assertThat(Code.complete(completion)).isSubsetOf(completion);
        }
    }
}
