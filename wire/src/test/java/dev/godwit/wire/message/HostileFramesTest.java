package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.GoldenMessages.Golden;
import dev.godwit.wire.testing.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden frames cut, stretched and flipped, and lengths without end: cases H4, L1 and L5 of the security list. */
class HostileFramesTest {
    private static final int HEAD_BYTES = 6;
    private static final int[] HUGE = {65_537, 1 << 24, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};

    static List<Golden> vectors() {
        return GoldenMessages.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void endWithTheConnectionWhereverItIsCut(Golden golden) {
        for (int length = 0; length < golden.frame().length; length++) {
            Optional<Fault> fault = receive(golden.phase(), Arrays.copyOf(golden.frame(), length));
            assertThat(fault).contains(Fault.of(FaultCode.CONNECTION_LOST, "it ended in the middle"));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void areRefusedWithAnyOtherLength(Golden golden) {
        byte[] frame = golden.frame();
        for (int length = 0; length < frame.length - HEAD_BYTES + 40; length++) {
            if (length != frame.length - HEAD_BYTES) {
                byte[] altered = Arrays.copyOf(frame, HEAD_BYTES + length);
                ByteBuffer.wrap(altered).putInt(2, length);
                assertThat(receive(golden.phase(), altered).map(Fault::code)).contains(FaultCode.PROTOCOL_VIOLATION);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void areAMessageOrAFaultWithAnyBitOfTheHeadFlipped(Golden golden) {
        for (Phase phase : golden.phases().toList()) {
            for (int bit = 0; bit < HEAD_BYTES * Byte.SIZE; bit++) {
                receive(phase, flipped(golden.frame(), bit));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void areAMessageOrAFaultWithAnyBitOfThePayloadFlipped(Golden golden) {
        byte[] payload = Arrays.copyOfRange(golden.frame(), HEAD_BYTES, golden.frame().length);
        for (int bit = 0; bit < payload.length * Byte.SIZE; bit++) {
            PayloadFuzzTest.read(golden.type(), flipped(payload, bit));
        }
    }

    /** A length is looked at before anything is read or allocated for it. */
    @ParameterizedTest
    @EnumSource
    void areRefusedWhenTheyClaimTooMuch(MessageType type) {
        Phase phase = Arrays.stream(Phase.values())
                .filter(candidate -> candidate.admits(type))
                .findFirst()
                .orElseThrow();
        assertRefusedAfterHead(phase, type.number(), type.payloadBytesMax() + 1);
        for (int length : HUGE) {
            assertRefusedAfterHead(phase, type.number(), length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8000, 0x8001, 0xFFFF})
    void areRefusedWhenUnknownOnesClaimTooMuch(int number) {
        for (int length : HUGE) {
            assertRefusedAfterHead(Phase.GREETING, number, length);
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / Byte.SIZE] ^= (byte) (0x80 >> bit % Byte.SIZE);
        return copy;
    }

    private static void assertRefusedAfterHead(Phase phase, int number, int length) {
        byte[] frame = ByteBuffer.allocate(100_000)
                .putShort((short) number)
                .putInt(length)
                .array();
        MemoryStream stream = new MemoryStream(frame);
        assertThat(receive(phase, stream).map(Fault::code)).contains(FaultCode.PROTOCOL_VIOLATION);
        assertThat(stream.consumed()).isEqualTo(HEAD_BYTES);
    }

    private static Optional<Fault> receive(Phase phase, byte[] bytes) {
        return receive(phase, new MemoryStream(bytes));
    }

    /** The fault, if it is no message; whatever else is thrown fails the test. */
    private static Optional<Fault> receive(Phase phase, MemoryStream stream) {
        try (MessageChannel channel = new MessageChannel(stream)) {
            Message message = channel.receive(phase);
            assertThat(phase.admits(message.type())).isTrue();
            return Optional.empty();
        } catch (FaultException e) {
            return Optional.of(e.fault());
        } catch (IOException e) {
            return fail(e);
        }
    }
}
