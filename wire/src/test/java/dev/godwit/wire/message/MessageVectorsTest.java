package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.GoldenMessages.Golden;
import dev.godwit.wire.testing.MemoryStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The frames in {@code vectors/messages.txt}, read and written. */
class MessageVectorsTest {

    static List<Golden> vectors() {
        return GoldenMessages.all();
    }

    @Test
    void holdEveryType() {
        assertThat(vectors()).extracting(Golden::type).contains(MessageType.values());
        assertThat(vectors()).hasSize(GoldenMessages.count());
    }

    @Test
    void keepEveryNumber() {
        assertThat(MessageType.values())
                .extracting(MessageType::name)
                .containsExactly(
                        "HELLO",
                        "OPEN",
                        "ATTACH",
                        "OPENED",
                        "ENTRIES",
                        "ENTRIES_END",
                        "GET",
                        "BLOCKS",
                        "STREAM_END",
                        "HAVE",
                        "ROOT_REQUEST",
                        "ROOT",
                        "COMPLETE",
                        "COMPLETED",
                        "PING",
                        "PONG",
                        "FAILED",
                        "LISTING",
                        "LIST",
                        "ENTRY_FAILED",
                        "GET_FILES",
                        "FILES",
                        "CODE_OPEN",
                        "CODE_ANSWER",
                        "CODE_PROOF",
                        "CODE_CONFIRMED",
                        "CODE_GRANTED");
        assertThat(MessageType.values())
                .extracting(MessageType::number)
                .containsExactly(
                        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
                        27);
    }

    /** The words and the bytes of a vector agree: people may trust what they read there. */
    @ParameterizedTest
    @MethodSource("vectors")
    void sayTheSameInWordsAndBytes(Golden golden) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(payload);
        List<String> lines = golden.section().lines();
        for (String line : lines.subList(0, lines.size() - 1)) {
            String[] words = line.split(" +", 3);
            writeField(out, words[1], words.length == 3 ? words[2] : "");
        }
        byte[] frame = golden.frame();
        assertThat(Arrays.copyOfRange(frame, 6, frame.length)).isEqualTo(payload.toByteArray());
        assertThat(golden.section().kind()).isEqualTo(golden.type().name());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void areWritten(Golden golden) throws IOException {
        MemoryStream stream = new MemoryStream();
        try (MessageChannel channel = new MessageChannel(stream)) {
            channel.send(golden.message());
        }
        assertThat(stream.sent()).asHexString().isEqualTo(hex(golden.frame()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void areRead(Golden golden) throws IOException {
        try (MessageChannel channel = new MessageChannel(new MemoryStream(golden.frame(), 1))) {
            if (golden.message() instanceof Message.Failed failed) {
                assertThatThrownBy(() -> channel.receive(golden.phase()))
                        .isInstanceOfSatisfying(
                                FaultException.class, e -> assertThat(e.fault()).isEqualTo(failed.fault()));
            } else {
                assertThat(channel.receive(golden.phase()))
                        .usingRecursiveComparison()
                        .isEqualTo(golden.message());
            }
        }
    }

    private static void writeField(DataOutputStream out, String kind, String value) throws IOException {
        switch (kind) {
            case "u8" -> out.writeByte(Integer.parseInt(value));
            case "u16" -> out.writeShort(Integer.parseInt(value));
            case "u32" -> out.writeInt(Integer.parseUnsignedInt(value));
            case "u64" -> out.writeLong(Long.parseUnsignedLong(value));
            case "i64" -> out.writeLong(Long.parseLong(value));
            case "hex" -> out.write(HexFormat.of().parseHex(value));
            case "text8" -> {
                out.writeByte(value.getBytes(StandardCharsets.UTF_8).length);
                out.write(value.getBytes(StandardCharsets.UTF_8));
            }
            case "text16" -> {
                out.writeShort(value.getBytes(StandardCharsets.UTF_8).length);
                out.write(value.getBytes(StandardCharsets.UTF_8));
            }
            default -> throw new AssertionError("no such kind of field: " + kind);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
