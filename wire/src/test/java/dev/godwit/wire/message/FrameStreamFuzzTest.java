package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.testing.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any stream of bytes is a run of messages that the phase admits, and then a fault. The first byte is the phase. */
class FrameStreamFuzzTest {
    private static final List<Phase> PHASES = List.of(Phase.values());
    private static final ByteBuffer BODY = ByteBuffer.allocate(Limits.BODY_BYTES_MAX);

    @FuzzTest(maxDuration = "60s")
    void receives(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        Phase phase = PHASES.get(Math.floorMod(data[0], PHASES.size()));
        MemoryStream stream = new MemoryStream(Arrays.copyOfRange(data, 1, data.length), 1_000);
        try (MessageChannel channel = new MessageChannel(stream)) {
            while (true) {
                Message message = channel.receive(phase);
                assertThat(phase.admits(message.type())).isTrue();
                if (message instanceof Message.WithBody before) {
                    assertThat(before.decodedBytes()).isBetween(0, Limits.FILES_CONTENT_MAX);
                    channel.receiveBody(BODY.clear().limit(before.wireBytes()));
                }
            }
        } catch (FaultException e) {
            assertThat(e.fault().message()).isNotEmpty();
        }
    }

    @Test
    void receivesMutations() {
        Mutations.run(FrameStreamFuzzTest.class, data -> {
            try {
                receives(data);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
