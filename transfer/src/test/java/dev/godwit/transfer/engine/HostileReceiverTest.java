package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.message.Greeting;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.Receipt;
import dev.godwit.wire.message.SessionToken;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a receiver says, the sender refuses it with a fault, counts nothing, and goes on with the others. */
@Timeout(30)
class HostileReceiverTest {
    private static final int PIECE = 256 * 1024;
    private static final int LENGTH = 3 * PIECE + 100;

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private final Identity identity = Identity.generate();
    private TestSender sender;

    @BeforeEach
    void open() throws IOException {
        sender = TestSender.of(network, TestSender.file(new RandomContent(1).write(temp.resolve("file"), LENGTH)), 2);
    }

    private MessageChannel connect(Identity who) throws IOException {
        MessageChannel channel = new MessageChannel(
                network.dialer(who.peerId()).dial(Optional.of(sender.identity.peerId()), FakeNetwork.ADDRESS));
        channel.send(Greeting.hello("hostile"));
        assertThat(channel.receive(Phase.GREETING)).isInstanceOf(Message.Hello.class);
        return channel;
    }

    private MessageChannel openShare(Capability capability) throws IOException {
        MessageChannel channel = connect(identity);
        channel.send(new Message.Open(sender.share.id(), capability));
        return channel;
    }

    /** The next message of that type; pings are ignored. */
    private static <T extends Message> T next(MessageChannel channel, Phase phase, Class<T> type) throws IOException {
        while (true) {
            Message message = channel.receive(phase);
            if (type.isInstance(message)) {
                return type.cast(message);
            }
            assertThat(message).isInstanceOfAny(Message.Ping.class, Message.Listing.class, Message.Entries.class);
        }
    }

    private static SessionToken readOpening(MessageChannel channel) throws IOException {
        SessionToken token = next(channel, Phase.OPENING, Message.Opened.class).token();
        assertThat(next(channel, Phase.FETCHING_CONTROL, Message.EntriesEnd.class))
                .isNotNull();
        return token;
    }

    /** A byte stream that has its place. */
    private MessageChannel served(SessionToken token) throws IOException {
        MessageChannel bytes = attach(identity, token);
        bytes.send(new Message.Get(0, 0, 1));
        assertThat(bytes.receive(Phase.FETCHING_BYTES)).isInstanceOf(Message.Blocks.class);
        return bytes;
    }

    private MessageChannel attach(Identity who, SessionToken token) throws IOException {
        MessageChannel bytes = connect(who);
        bytes.send(new Message.Attach(token));
        return bytes;
    }

    /** The fault that the sender ends this channel with. */
    private static Fault end(MessageChannel channel, Phase phase) throws IOException {
        try {
            while (true) {
                channel.receive(phase);
            }
        } catch (FaultException e) {
            return e.fault();
        } finally {
            channel.close();
        }
    }

    /** An honest receiver is served as if nothing had been. */
    private void assertShareGoesOn() throws IOException {
        assertThat(new TestReceiver(network, temp.resolve("honest"))
                        .receive(sender.aim())
                        .bytes())
                .isEqualTo(LENGTH);
        assertThat(sender.receipts).hasValue(1);
        assertThat(sender.share.failure()).isEmpty();
    }

    @Test
    void aWrongCapabilityIsRefused() throws IOException {
        assertThat(end(openShare(Capability.generate()), Phase.OPENING).code()).isEqualTo(FaultCode.REFUSED);
        assertShareGoesOn();
    }

    @Test
    void aWrongTokenIsRefusedInTheSameWords() throws IOException {
        Fault wrongCapability = end(openShare(Capability.generate()), Phase.OPENING);
        Fault wrongToken = end(attach(identity, SessionToken.generate()), Phase.FETCHING_BYTES);
        assertThat(wrongToken).isEqualTo(wrongCapability);
        assertShareGoesOn();
    }

    @Test
    void theTokenOfAnotherPeerIsRefusedAndHarmsNobody() throws IOException {
        MessageChannel control = openShare(sender.capability);
        SessionToken token = readOpening(control);
        assertThat(end(attach(Identity.generate(), token), Phase.FETCHING_BYTES).code())
                .isEqualTo(FaultCode.REFUSED);
        try (MessageChannel bytes = attach(identity, token)) {
            bytes.send(new Message.Get(0, 0, 1));
            assertThat(bytes.receive(Phase.FETCHING_BYTES)).isInstanceOf(Message.Blocks.class);
        }
        control.close();
        assertShareGoesOn();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 1L << 31, 1L << 32, 1L << 45, 1L << 48})
    void aPieceThatIsNotThereIsAViolation(long piece) throws IOException {
        MessageChannel control = openShare(sender.capability);
        MessageChannel bytes = attach(identity, readOpening(control));
        bytes.send(new Message.Get(0, piece, 1));
        assertThat(end(bytes, Phase.FETCHING_BYTES).code())
                .isIn(FaultCode.PROTOCOL_VIOLATION, FaultCode.CONNECTION_LOST);
        assertThat(end(control, Phase.FETCHING_CONTROL).code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        assertShareGoesOn();
    }

    @Test
    void aReceiptWithAWrongSignatureCountsNothing() throws IOException {
        MessageChannel control = openShare(sender.capability);
        readOpening(control);
        control.send(new Message.Complete(true, sender.share.content().contentId(), 0, new byte[64]));
        assertThat(end(control, Phase.FETCHING_CONTROL).code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        assertThat(sender.receipts).hasValue(0);
        assertShareGoesOn();
    }

    @Test
    void aReceiptInAnothersNameCountsNothing() throws IOException {
        MessageChannel control = openShare(sender.capability);
        readOpening(control);
        Identity other = Identity.generate();
        Receipt receipt = new Receipt(
                sender.identity.peerId(),
                other.peerId(),
                sender.share.id(),
                sender.share.content().contentId(),
                7,
                true);
        control.send(new Message.Complete(true, receipt.contentId(), 7, other.sign(receipt.signedBytes())));
        assertThat(end(control, Phase.FETCHING_CONTROL).code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        assertShareGoesOn();
    }

    @Test
    void twoReceiptsInOneSessionCountOnce() throws IOException {
        MessageChannel control = openShare(sender.capability);
        readOpening(control);
        Receipt receipt = new Receipt(
                sender.identity.peerId(),
                identity.peerId(),
                sender.share.id(),
                sender.share.content().contentId(),
                Instant.now().getEpochSecond(),
                true);
        Message.Complete complete = new Message.Complete(
                true, receipt.contentId(), receipt.unixSeconds(), identity.sign(receipt.signedBytes()));
        control.send(complete);
        control.send(complete);
        assertThat(next(control, Phase.FETCHING_CONTROL, Message.Completed.class))
                .isNotNull();
        assertThat(next(control, Phase.FETCHING_CONTROL, Message.Completed.class))
                .isNotNull();
        assertThat(sender.receipts).hasValue(1);
        control.close();
    }

    @Test
    void moreByteStreamsThanAllowedAreTurnedAwayAndTheSessionGoesOn() throws IOException {
        MessageChannel control = openShare(sender.capability);
        SessionToken token = readOpening(control);
        List<MessageChannel> streams = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            streams.add(served(token));
        }
        assertThat(end(attach(identity, token), Phase.FETCHING_BYTES).code()).isEqualTo(FaultCode.PEER_BUSY);
        streams.removeLast().close();
        TestReceiver.until(() -> {
            try {
                streams.add(served(token));
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        control.close();
        streams.forEach(MessageChannel::close);
        assertShareGoesOn();
    }

    private static void write(MessageChannel first, MessageChannel second, byte[] bytes) throws IOException {
        first.stream().write(ByteBuffer.wrap(bytes));
        second.stream().write(ByteBuffer.wrap(bytes));
    }

    /** Never silent, never done: it has its slot and its stream, and nobody waits for it. */
    @Test
    void whoTricklesWithinASessionHoldsUpNobody() throws Exception {
        MessageChannel control = openShare(sender.capability);
        MessageChannel bytes = attach(identity, readOpening(control));
        AtomicBoolean over = new AtomicBoolean();
        Thread trickle = Thread.ofVirtual().start(() -> {
            try {
                // An optional message of 65,535 bytes, which a reader skips: PROTOCOL.md §5.1.
                write(bytes, control, new byte[] {(byte) 0x80, 99, 0, 0, (byte) 0xff, (byte) 0xff});
                while (!over.get()) {
                    write(bytes, control, new byte[1]);
                    Thread.sleep(50);
                }
            } catch (IOException | InterruptedException e) {
                // The sender has had enough of it.
            }
        });
        assertShareGoesOn();
        assertThat(trickle.isAlive()).isTrue();
        over.set(true);
        trickle.join();
        control.close();
        bytes.close();
    }

    @Test
    void manyQuestionsForTheRootAreAViolation() throws Exception {
        StallingContent stalling = new StallingContent(TestSender.file(temp.resolve("file")), Long.MAX_VALUE);
        sender = TestSender.of(network, stalling, 1);
        MessageChannel control = openShare(sender.capability);
        readOpening(control);
        control.send(new Message.RootRequest(0));
        control.send(new Message.RootRequest(0));
        assertThat(end(control, Phase.FETCHING_CONTROL).code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        stalling.goOn();
        assertShareGoesOn();
    }

    @Test
    void oneQuestionForTheRootAfterTheOtherIsAnswered() throws IOException {
        MessageChannel control = openShare(sender.capability);
        readOpening(control);
        for (int i = 0; i < 50; i++) {
            control.send(new Message.RootRequest(0));
            assertThat(next(control, Phase.FETCHING_CONTROL, Message.Root.class)
                            .contentId()
                            .length())
                    .isEqualTo(LENGTH);
        }
        control.close();
    }

    /** A fault that the receiver reports is about the receiver, whatever its name. */
    @Test
    void whatTheReceiverSaysOfTheSourceDoesNotEndTheShare() throws IOException {
        MessageChannel control = openShare(sender.capability);
        readOpening(control);
        control.send(new Message.Failed(Fault.of(FaultCode.SOURCE_CHANGED, "file")));
        assertThat(end(control, Phase.FETCHING_CONTROL)).isNotNull();
        MessageChannel second = openShare(sender.capability);
        MessageChannel bytes = attach(identity, readOpening(second));
        bytes.send(new Message.Failed(Fault.of(FaultCode.SOURCE_UNREADABLE, "file")));
        assertThat(end(bytes, Phase.FETCHING_BYTES)).isNotNull();
        second.close();
        assertShareGoesOn();
    }

    @Test
    void aMessageInTheWrongStateIsAViolation() throws IOException {
        MessageChannel unopened = connect(identity);
        unopened.send(new Message.Get(0, 0, 1));
        assertThat(end(unopened, Phase.FETCHING_BYTES).code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        MessageChannel control = openShare(sender.capability);
        readOpening(control);
        control.send(new Message.Get(0, 0, 1));
        assertThat(end(control, Phase.FETCHING_CONTROL).code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        assertShareGoesOn();
    }

    @Test
    void whoLeavesInTheMiddleFreesItsSlot() throws IOException {
        for (int i = 0; i < 5; i++) {
            MessageChannel control = openShare(sender.capability);
            MessageChannel bytes = attach(identity, readOpening(control));
            bytes.send(new Message.Get(0, 0, 4));
            network.cut();
            control.close();
            bytes.close();
        }
        TestReceiver.until(() -> sender.share.receivers() == 0);
        assertShareGoesOn();
        assertThat(sender.events(TransferEvent.ReceiverLeft.class)).hasSize(5);
    }
}
