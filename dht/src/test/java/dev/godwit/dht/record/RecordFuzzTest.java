package dev.godwit.dht.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.testkit.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any packet under a valid signature is a record or is refused: signers are strangers. */
class RecordFuzzTest {
    private static final String ORIGIN = ZBase32.encode(new Ed25519Key(ByteString.of(new byte[Ed25519Key.BYTES])));

    @FuzzTest(maxDuration = "60s")
    void parses(byte[] packet) {
        try {
            List<TextEntry> entries = DnsReader.read(packet, ORIGIN);
            assertThat(entries).hasSizeLessThanOrEqualTo(DnsReader.RECORDS_MAX);
        } catch (RecordException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void parsesMutations() {
        Mutations.run(RecordFuzzTest.class, this::parses);
    }
}
