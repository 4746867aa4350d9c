package dev.godwit.network.lan.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Any datagram is a message or refused, and what was read can be written and read again. */
class DnsReaderFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] data) {
        try {
            DnsMessage message = DnsReader.read(ByteBuffer.wrap(data));
            DnsWriter writer = DnsWriter.response();
            for (DnsRecord record : message.records()) {
                if (!writer.answer(record)) {
                    return;
                }
            }
            assertThat(DnsReader.read(ByteBuffer.wrap(writer.toBytes())).answers())
                    .isEqualTo(message.records());
        } catch (DnsFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void readsMutations() {
        Mutations.run(DnsReaderFuzzTest.class, this::reads);
    }
}
