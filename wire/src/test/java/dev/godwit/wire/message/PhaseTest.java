package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.testing.MemoryStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases R10 and L4 of the security list: every message in every wrong phase. */
class PhaseTest {
    private static final int HEAD_BYTES = 6;

    /** PROTOCOL.md §7.1. */
    private static final String TABLE = """
            GREETING: HELLO FAILED
            PURPOSE: OPEN ATTACH FAILED CODE_OPEN
            PROVING_CODE: FAILED CODE_PROOF
            CODE_PROVEN: OPEN FAILED
            SERVING_CONTROL: HAVE ROOT_REQUEST COMPLETE PING PONG FAILED LIST
            SERVING_BYTES: GET FAILED GET_FILES
            CODE_OPENED: FAILED CODE_ANSWER
            CONFIRMING_CODE: FAILED CODE_CONFIRMED
            AWAITING_GRANT: PING FAILED CODE_GRANTED
            OPENING: OPENED PING FAILED
            FETCHING_CONTROL: ENTRIES ENTRIES_END ROOT COMPLETED PING PONG FAILED LISTING ENTRY_FAILED
            FETCHING_BYTES: BLOCKS STREAM_END FAILED ENTRY_FAILED FILES
            """;

    static Stream<Arguments> wrongPhases() {
        return Arrays.stream(Phase.values())
                .flatMap(phase -> Arrays.stream(MessageType.values())
                        .filter(type -> !phase.admits(type))
                        .map(type -> Arguments.of(phase, type)));
    }

    @Test
    void admitsWhatTheProtocolSays() {
        String table = Arrays.stream(Phase.values())
                .map(phase -> phase + ": "
                        + Arrays.stream(MessageType.values())
                                .filter(phase::admits)
                                .map(MessageType::name)
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(table).isEqualTo(TABLE);
    }

    @ParameterizedTest
    @MethodSource("wrongPhases")
    void r10RefusesAMessageBeforeItsPayloadIsRead(Phase phase, MessageType type) {
        for (int length : List.of(0, type.payloadBytesMax(), -1)) {
            byte[] frame = ByteBuffer.allocate(HEAD_BYTES + type.payloadBytesMax())
                    .putShort((short) type.number())
                    .putInt(length)
                    .array();
            MemoryStream stream = new MemoryStream(frame);
            try (MessageChannel channel = new MessageChannel(stream)) {
                assertThatThrownBy(() -> channel.receive(phase)).isInstanceOfSatisfying(FaultException.class, e -> {
                    assertThat(e.fault().code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
                    assertThat(e.fault().detail()).isEqualTo(type + " does not belong here");
                });
            }
            assertThat(stream.consumed()).isEqualTo(HEAD_BYTES);
        }
    }
}
