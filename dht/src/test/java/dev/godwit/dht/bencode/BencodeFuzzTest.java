package dev.godwit.dht.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import org.junit.jupiter.api.Test;

/** Any bytes are a value or are refused, and a value has one form in bytes. */
class BencodeFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void decodes(byte[] input) {
        try {
            BencodeValue value = BencodeDecoder.decode(input);
            assertThat(BencodeEncoder.encode(value)).isEqualTo(input);
        } catch (BencodeException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void decodesMutations() {
        Mutations.run(BencodeFuzzTest.class, this::decodes);
    }
}
