package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.message.Greeting;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.Receipt;
import dev.godwit.wire.message.SessionToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a receiver asks of a share of folders, the sender refuses what it must, and serves the others. */
@Timeout(60)
class HostileTreeReceiverTest {
    /** Entries: 0 the top, 1 a folder, 2 a large file, 3 to 5 small files. */
    private static final int LARGE = 2;

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private final Identity identity = Identity.generate();
    private final List<MessageChannel> channels = new ArrayList<>();
    private Path top;
    private TestSender sender;

    @BeforeEach
    void open() throws IOException {
        top = Files.createDirectories(temp.resolve("source/top"));
        Files.createDirectory(top.resolve("a folder"));
        new RandomContent(1).write(top.resolve("large"), 3 * Trees.SMALL);
        for (int i = 0; i < 3; i++) {
            Files.writeString(top.resolve("small" + i), "content " + i);
        }
        sender = TestSender.of(network, TestSender.tree(top), 3);
    }

    private MessageChannel connect(Message first) throws IOException {
        MessageChannel channel = new MessageChannel(
                network.dialer(identity.peerId()).dial(Optional.of(sender.identity.peerId()), FakeNetwork.ADDRESS));
        channels.add(channel);
        channel.send(Greeting.hello("hostile"));
        assertThat(channel.receive(Phase.GREETING)).isInstanceOf(Message.Hello.class);
        channel.send(first);
        return channel;
    }

    private MessageChannel control() throws IOException {
        return connect(new Message.Open(sender.share.id(), sender.capability));
    }

    /** Reads on to the end of the manifest. */
    private static SessionToken token(MessageChannel control) throws IOException {
        SessionToken token = next(control, Phase.OPENING, Message.Opened.class).token();
        assertThat(next(control, Phase.FETCHING_CONTROL, Message.EntriesEnd.class)
                        .entries())
                .isGreaterThan(0);
        return token;
    }

    private static <T extends Message> T next(MessageChannel channel, Phase phase, Class<T> type) throws IOException {
        while (true) {
            Message message = channel.receive(phase);
            if (type.isInstance(message)) {
                return type.cast(message);
            }
        }
    }

    private static FaultCode end(MessageChannel channel, Phase phase) throws IOException {
        try {
            while (true) {
                if (channel.receive(phase) instanceof Message.WithBody body) {
                    channel.receiveBody(ByteBuffer.allocate(body.wireBytes()));
                }
            }
        } catch (FaultException e) {
            return e.fault().code();
        }
    }

    private void assertShareGoesOn() throws IOException {
        channels.forEach(MessageChannel::close);
        TestReceiver honest = new TestReceiver(network, temp.resolve("honest"));
        honest.receive(sender.aim());
        assertThat(Trees.contents(honest.folder.resolve("top"))).isEqualTo(Trees.contents(top));
        assertThat(sender.share.failure()).isEmpty();
    }

    private void assertBytesViolation(Message request) throws IOException {
        MessageChannel control = control();
        MessageChannel bytes = connect(new Message.Attach(token(control)));
        bytes.send(request);
        assertThat(end(bytes, Phase.FETCHING_BYTES)).isIn(FaultCode.PROTOCOL_VIOLATION, FaultCode.CONNECTION_LOST);
        assertThat(end(control, Phase.FETCHING_CONTROL)).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        assertShareGoesOn();
    }

    private void assertControlViolation(Message message) throws IOException {
        MessageChannel control = control();
        token(control);
        control.send(message);
        assertThat(end(control, Phase.FETCHING_CONTROL)).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        assertThat(sender.receipts).hasValue(0);
        assertShareGoesOn();
    }

    @ParameterizedTest
    @CsvSource({"6, 0", "16777215, 0", "0, 0", "1, 0", "2, 3"})
    void aPieceThatThereIsNot(int entry, long piece) throws IOException {
        assertBytesViolation(new Message.Get(entry, piece, 1));
    }

    @ParameterizedTest
    @CsvSource({"6, 1", "5, 2", "3, 1024", "16777215, 1", "2, 1", "0, 6", "0, 2"})
    void smallFilesThatThereAreNot(int first, int count) throws IOException {
        assertBytesViolation(new Message.GetFiles(first, count));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "6", "16777215"})
    void aRootOfWhatIsNoFile(int entry) throws IOException {
        assertControlViolation(new Message.RootRequest(entry));
    }

    @Test
    void progressOfAnEntryThatThereIsNot() throws IOException {
        assertControlViolation(new Message.Have(6, 0, 0, 0));
    }

    private Message.Complete complete(boolean whole, ContentId contentId) {
        Receipt receipt =
                new Receipt(sender.identity.peerId(), identity.peerId(), sender.share.id(), contentId, 7, whole);
        return new Message.Complete(whole, contentId, 7, identity.sign(receipt.signedBytes()));
    }

    @Test
    void aReceiptForSomethingElse() throws IOException {
        assertControlViolation(complete(true, new ContentId(1, Hash.ZERO)));
    }

    /** Of one file nothing can be lacking. */
    @Test
    void aReceiptForAPartOfOneFile() throws IOException {
        sender = TestSender.of(network, TestSender.tree(top.resolve("large")), 3);
        MessageChannel control = control();
        token(control);
        control.send(complete(false, new ContentId(1, Hash.ZERO)));
        assertThat(end(control, Phase.FETCHING_CONTROL)).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        assertThat(sender.receipts).hasValue(0);
    }

    @Test
    void aReceiptForAPartOfAFolderCounts() throws IOException {
        MessageChannel control = control();
        token(control);
        control.send(complete(false, new ContentId(1, Hash.ZERO)));
        assertThat(next(control, Phase.FETCHING_CONTROL, Message.Completed.class))
                .isNotNull();
        assertThat(sender.receipts).hasValue(1);
    }

    @Test
    void thousandsOfQuestionsForRoots() throws Exception {
        Trees.many(Files.createDirectories(temp.resolve("many/top")), 2_000, new SplittableRandom(3));
        StallingContent stalling = new StallingContent(TestSender.tree(temp.resolve("many/top")), Long.MAX_VALUE);
        sender = TestSender.of(network, stalling, 1);
        MessageChannel control = control();
        token(control);
        int asked = 0;
        for (int entry = 0; entry < stalling.listing().size() && asked < 1_025; entry++) {
            if (stalling.listing().entry(entry) instanceof Entry.File) {
                control.send(new Message.RootRequest(entry));
                asked++;
            }
        }
        assertThat(end(control, Phase.FETCHING_CONTROL)).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        stalling.goOn();
        stalling.answered.await();
        assertThat(stalling.problems().count()).isZero();
    }

    /** The manifest stops at what was asked for, whatever else is said, and goes on with the first larger number. */
    @Test
    void listGames() throws IOException {
        Path many = Files.createDirectories(temp.resolve("many/top"));
        Trees.many(many, 5_000, new SplittableRandom(3));
        sender = TestSender.of(network, TestSender.tree(many), 1);
        MessageChannel control = control();
        next(control, Phase.OPENING, Message.Opened.class);
        control.send(new Message.ListMore(0));
        control.send(new Message.ListMore(4_000));
        int entries = 0;
        while (entries < 4_096) {
            entries += next(control, Phase.FETCHING_CONTROL, Message.Entries.class)
                    .entries()
                    .size();
        }
        assertThat(entries).isEqualTo(4_096);
        for (int i = 0; i < 100; i++) {
            control.send(new Message.ListMore(4_097));
        }
        assertThat(next(control, Phase.FETCHING_CONTROL, Message.Entries.class).entries())
                .hasSize(1);
        control.send(new Message.ListMore(1 << 24));
        assertThat(next(control, Phase.FETCHING_CONTROL, Message.EntriesEnd.class)
                        .entries())
                .isEqualTo(5_051);
        control.close();
    }

    /** One who has the ticket takes all that it can: others still get a stream each. */
    @Test
    void whoTakesAllByteStreamsKeepsNobodyFromItsFirst() throws IOException {
        List<SessionToken> tokens = new ArrayList<>();
        for (int session = 0; session < 4; session++) {
            tokens.add(token(control()));
            attach(tokens.getLast());
        }
        for (int stream = 0; stream < 16; stream++) {
            attach(tokens.get(stream % 4));
        }
        MessageChannel refused = connect(new Message.Attach(tokens.getFirst()));
        assertThat(end(refused, Phase.FETCHING_BYTES)).isEqualTo(FaultCode.PEER_BUSY);
        new RandomContent(2).write(top.resolve("zz"), 20 * Trees.SMALL);
        sender.replace(() -> TestSender.tree(top));
        TestReceiver honest = new TestReceiver(network, temp.resolve("with one"));
        TransferEvent.Done done = honest.receive(sender.aim());
        assertThat(Trees.contents(honest.folder.resolve("top"))).isEqualTo(Trees.contents(top));
        assertThat(done.statistics().retries()).isZero();
        channels.forEach(MessageChannel::close);
    }

    /** As when a receiver is lost and comes back before that is noticed, again and again. */
    @Test
    void whoComesBackIsLetInAndItsOldestSessionEnds() throws IOException {
        List<MessageChannel> sessions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sessions.add(control());
            token(sessions.getLast());
        }
        assertThat(end(sessions.getFirst(), Phase.FETCHING_CONTROL)).isEqualTo(FaultCode.CONNECTION_LOST);
        for (MessageChannel session : sessions.subList(1, 5)) {
            session.send(new Message.RootRequest(LARGE));
            assertThat(next(session, Phase.FETCHING_CONTROL, Message.Root.class).entry())
                    .isEqualTo(LARGE);
        }
        assertThat(sender.share.receivers()).isOne();
        channels.forEach(MessageChannel::close);
        assertShareGoesOn();
    }

    private void attach(SessionToken token) throws IOException {
        MessageChannel bytes = connect(new Message.Attach(token));
        bytes.send(new Message.Get(LARGE, 0, 1));
        assertThat(bytes.receive(Phase.FETCHING_BYTES)).isInstanceOf(Message.Blocks.class);
    }
}
