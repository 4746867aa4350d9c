package dev.godwit.dht.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import org.junit.jupiter.api.Test;

/** Any datagram is a message or is refused; what was read means the same when it is written and read again. */
class KrpcFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void reads(byte[] datagram) throws KrpcException {
        Message message;
        try {
            message = MessageReader.read(datagram);
        } catch (KrpcException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        byte[] written = MessageWriter.write(message);
        if (written.length <= datagram.length) {
            assertThat(MessageReader.read(written)).isEqualTo(message);
        }
    }

    @Test
    void readsMutations() {
        Mutations.run(KrpcFuzzTest.class, datagram -> {
            try {
                reads(datagram);
            } catch (KrpcException e) {
                throw new AssertionError("not readable again", e);
            }
        });
    }
}
