package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.testing.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageChannelTest {
    private static final int HEAD_BYTES = 6;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536})
    void skipsWhatIsUnknownAndOptional(int length) throws IOException {
        byte[] ping = sent(new Message.Ping(7));
        byte[] incoming = joined(frame(0x8000, length), frame(0x800F, length), ping, frame(0xFFFF, length), ping);
        try (MessageChannel channel = new MessageChannel(new MemoryStream(incoming, 1_000))) {
            assertThat(channel.receive(Phase.SERVING_CONTROL)).isEqualTo(new Message.Ping(7));
            assertThat(channel.receive(Phase.SERVING_CONTROL)).isEqualTo(new Message.Ping(7));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 28, 29, 0x7FFF})
    void endsAtWhatIsUnknownAndMandatory(int number) {
        Fault fault = Fault.of(FaultCode.PROTOCOL_VIOLATION, "message " + number + " is unknown");
        for (Phase phase : Phase.values()) {
            assertThat(faultOf(phase, frame(number, 0))).isEqualTo(fault);
        }
    }

    @Test
    void tellsThePeersFault() {
        byte[] failed = sent(new Message.Failed(Fault.of(FaultCode.INTEGRITY, "a")));
        for (Phase phase : Phase.values()) {
            assertThat(faultOf(phase, failed)).isEqualTo(Fault.of(FaultCode.INTEGRITY, "a"));
        }
    }

    /** A receiver that says the share has expired must not end the sender's share. */
    @Test
    void believesAFaultOfWhoCanHaveItOnly() {
        byte[] expired = sent(new Message.Failed(Fault.of(FaultCode.SHARE_EXPIRED)));
        byte[] full = sent(new Message.Failed(Fault.of(FaultCode.DISK_FULL)));
        Fault lost = Fault.of(FaultCode.CONNECTION_LOST, "the peer failed");
        for (Phase phase : Phase.values()) {
            assertThat(faultOf(phase, expired))
                    .isEqualTo(phase.speaker() == Speaker.SENDER ? Fault.of(FaultCode.SHARE_EXPIRED) : lost);
            assertThat(faultOf(phase, full))
                    .isEqualTo(phase.speaker() == Speaker.RECEIVER ? Fault.of(FaultCode.DISK_FULL) : lost);
        }
    }

    @Test
    void believesAnEntrysFaultOfASenderOnly() throws IOException {
        byte[] full = sent(new Message.EntryFailed(5, Fault.of(FaultCode.DISK_FULL, "/data")));
        byte[] gone = sent(new Message.Files(
                List.of(
                        new SmallFile.Missing(6, Fault.of(FaultCode.CANCELLED)),
                        new SmallFile.Missing(7, Fault.of(FaultCode.SOURCE_UNREADABLE, "b"))),
                Encoding.PLAIN,
                0));
        try (MessageChannel channel = new MessageChannel(new MemoryStream(joined(full, gone)))) {
            assertThat(channel.receive(Phase.FETCHING_BYTES))
                    .isEqualTo(new Message.EntryFailed(5, Fault.of(FaultCode.CONNECTION_LOST, "the peer failed")));
            assertThat(((Message.Files) channel.receive(Phase.FETCHING_BYTES)).files())
                    .containsExactly(
                            new SmallFile.Missing(6, Fault.of(FaultCode.CONNECTION_LOST, "the other side was stopped")),
                            new SmallFile.Missing(7, Fault.of(FaultCode.SOURCE_UNREADABLE, "b")));
        }
    }

    @Test
    void carriesBytesBetweenMessages() throws IOException {
        byte[] body = "between".getBytes(StandardCharsets.US_ASCII);
        MemoryStream out = new MemoryStream();
        try (MessageChannel channel = new MessageChannel(out)) {
            channel.send(new Message.Ping(1), ByteBuffer.wrap(body, 0, 3), ByteBuffer.wrap(body, 3, 4));
            channel.send(new Message.Ping(2));
        }
        try (MessageChannel channel = new MessageChannel(new MemoryStream(out.sent(), 2))) {
            ByteBuffer read = ByteBuffer.allocate(body.length);
            assertThat(channel.receive(Phase.SERVING_CONTROL)).isEqualTo(new Message.Ping(1));
            channel.receiveBody(read);
            assertThat(read.array()).isEqualTo(body);
            assertThat(channel.receive(Phase.SERVING_CONTROL)).isEqualTo(new Message.Ping(2));
            assertThatThrownBy(() -> channel.receiveBody(read.clear()))
                    .isInstanceOf(FaultException.class)
                    .hasMessage("The connection was lost: it ended in the middle");
        }
    }

    @Test
    void keepsMessagesOfSeveralThreadsWhole() throws Exception {
        MemoryStream out = new MemoryStream();
        try (MessageChannel channel = new MessageChannel(out)) {
            List<Thread> writers = IntStream.range(0, 8)
                    .mapToObj(id -> Thread.ofPlatform().start(() -> sendMany(channel, id)))
                    .toList();
            for (Thread writer : writers) {
                writer.join();
            }
        }
        try (MessageChannel channel = new MessageChannel(new MemoryStream(out.sent()))) {
            ByteBuffer body = ByteBuffer.allocate(100);
            for (int i = 0; i < 8 * 200; i++) {
                Message.Ping ping = (Message.Ping) channel.receive(Phase.SERVING_CONTROL);
                channel.receiveBody(body.clear());
                assertThat(body.array()).containsOnly((byte) ping.nonce());
            }
        }
    }

    @Test
    void saysWhyItEndsAndCloses() {
        MemoryStream stream = new MemoryStream();
        Fault fault = Fault.of(FaultCode.DISK_FULL, "/data");
        new MessageChannel(stream).fail(fault);
        assertThat(stream.isClosed()).isTrue();
        assertThat(faultOf(Phase.SERVING_CONTROL, stream.sent())).isEqualTo(fault);
    }

    @Test
    void closesEvenWhenNobodyListens() {
        MemoryStream stream = new MemoryStream();
        stream.close();
        MessageChannel channel = new MessageChannel(stream);
        assertThat(channel.stream()).isSameAs(stream);
        assertThatCode(() -> channel.fail(Fault.of(FaultCode.CANCELLED))).doesNotThrowAnyException();
    }

    /** Free text for people is cut at a character, so that its reader finds UTF-8. */
    @Test
    void cutsLongTextAtACharacter() throws IOException {
        byte[] hello = sent(new Message.Hello(1, 1, 0, "é".repeat(20) + "日".repeat(20)));
        try (MessageChannel channel = new MessageChannel(new MemoryStream(hello))) {
            assertThat(channel.receive(Phase.GREETING))
                    .isEqualTo(new Message.Hello(1, 1, 0, "é".repeat(20) + "日".repeat(8)));
        }
        Fault fault = Fault.of(FaultCode.CONFLICT, "🐦".repeat(1_000));
        assertThat(faultOf(Phase.PURPOSE, sent(new Message.Failed(fault))).detail())
                .isEqualTo("🐦".repeat(256));
    }

    private static void sendMany(MessageChannel channel, int id) {
        byte[] body = new byte[100];
        Arrays.fill(body, (byte) id);
        try {
            for (int i = 0; i < 200; i++) {
                channel.send(new Message.Ping(id), ByteBuffer.wrap(body));
            }
            channel.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Fault faultOf(Phase phase, byte[] incoming) {
        try (MessageChannel channel = new MessageChannel(new MemoryStream(incoming))) {
            throw new AssertionError(channel.receive(phase));
        } catch (FaultException e) {
            return e.fault();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sent(Message message) {
        MemoryStream stream = new MemoryStream();
        try (MessageChannel channel = new MessageChannel(stream)) {
            channel.send(message);
            return stream.sent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] frame(int number, int length) {
        return ByteBuffer.allocate(HEAD_BYTES + length)
                .putShort((short) number)
                .putInt(length)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(out::put);
        return out.array();
    }
}
