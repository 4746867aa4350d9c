package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.testing.Mutations;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any payload of any type is a message or a fault, and a message has one form in bytes. The first byte is the type. */
class PayloadFuzzTest {
    private static final List<MessageType> TYPES = List.of(MessageType.values());

    @FuzzTest(maxDuration = "60s")
    void reads(byte[] data) {
        if (data.length > 0) {
            read(TYPES.get(Math.floorMod(data[0] - 1, TYPES.size())), Arrays.copyOfRange(data, 1, data.length));
        }
    }

    @Test
    void readsMutations() {
        Mutations.run(PayloadFuzzTest.class, this::reads);
    }

    static void read(MessageType type, byte[] payload) {
        try {
            Message message = PayloadReader.read(type, ByteBuffer.wrap(payload));
            assertThat(message.type()).isEqualTo(type);
            // A fault changes its meaning on the way: see RemoteFaults.
            if (type != MessageType.FAILED && payload.length <= type.payloadBytesMax()) {
                ByteBuffer written = ByteBuffer.allocate(type.payloadBytesMax());
                new PayloadWriter(written).write(message);
                assertThat(written.flip().equals(ByteBuffer.wrap(payload))).isTrue();
            }
        } catch (FaultException e) {
            assertThat(e.fault().message()).isNotEmpty();
        }
    }
}
