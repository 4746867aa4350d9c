package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.testkit.Mutations;
import dev.godwit.wire.fault.FaultException;
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
        for (Speaker speaker : Speaker.values()) {
            try {
                Message message = PayloadReader.read(type, ByteBuffer.wrap(payload), speaker);
                assertThat(message.type()).isEqualTo(type);
                if (payload.length <= type.payloadBytesMax() && !hasFault(message)) {
                    checkForm(message, payload);
                }
            } catch (FaultException e) {
                assertThat(e.fault().message()).isNotEmpty();
            }
        }
    }

    /** A fault changes its meaning on the way: see RemoteFaults. */
    private static boolean hasFault(Message message) {
        return switch (message) {
            case Message.Failed _, Message.EntryFailed _ -> true;
            case Message.Files files -> files.files().stream().anyMatch(SmallFile.Missing.class::isInstance);
            default -> false;
        };
    }

    private static void checkForm(Message message, byte[] payload) {
        ByteBuffer written = ByteBuffer.allocate(payload.length);
        new PayloadWriter(written).write(message);
        assertThat(written.flip().equals(ByteBuffer.wrap(payload))).isTrue();
        switch (message) {
            case Message.Entries entries -> {
                EntriesBatch batch = new EntriesBatch();
                entries.entries().forEach(batch::add);
                assertThat(batch.take()).isEqualTo(message);
            }
            case Message.Files files -> {
                FilesBatch batch = new FilesBatch();
                files.files().forEach(batch::add);
                assertThat(batch.contentBytes()).isEqualTo(files.decodedBytes());
            }
            default -> {}
        }
    }
}
