package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.testkit.RandomContent;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.MessageType;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.SessionToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a sender says, the receiver ends with a fault, and nothing unverified gets the final name. */
@Timeout(30)
class HostileSenderTest {
    private static final int PIECE = 256 * 1024;
    private static final int STREAM_PIECE = 1 << 20;
    private static final byte[] CONTENT = new RandomContent(5).bytes(3 * PIECE + 100);

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private final HostileSender sender = new HostileSender(network, CONTENT);
    private TestReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
    }

    private void assertEndsWith(FaultCode code) throws IOException {
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(code);
        assertThat(receiver.folder.resolve("file")).doesNotExist();
        if (code == FaultCode.PROTOCOL_VIOLATION || code == FaultCode.INTEGRITY) {
            TestReceiver.until(sender.told::isDone);
            assertThat(sender.told.join().code()).isEqualTo(code);
        }
    }

    /** The fake itself is no liar. */
    @Test
    void anHonestOneSucceeds() throws IOException {
        assertThat(receiver.receive(sender.aim()).bytes()).isEqualTo(CONTENT.length);
    }

    @Test
    void aFlippedBitOnTheWireIsAnIntegrityFault() throws IOException {
        network.flipAfter(PIECE);
        assertEndsWith(FaultCode.INTEGRITY);
        assertThat(receiver.files()).hasSize(1);
    }

    @Test
    void bytesThatAreNotThoseOfTheirHash() throws IOException {
        sender.bytes = channel -> {
            HostileSender.get(channel);
            ByteBuffer body = ByteBuffer.allocate(16384).put(0, (byte) 1);
            channel.send(HostileSender.plainBlocks(0, 16384, new byte[Hash.BYTES]), body);
            channel.flush();
            HostileSender.get(channel);
        };
        assertEndsWith(FaultCode.INTEGRITY);
    }

    @Test
    void aRootThatIsNotThatOfTheBlocks() throws IOException {
        sender.root = new ContentId(CONTENT.length, Hash.of(new byte[Hash.BYTES]));
        assertEndsWith(FaultCode.INTEGRITY);
    }

    @Test
    void aRootWithAnotherLength() throws IOException {
        sender.root = new ContentId(CONTENT.length + 1, sender.root.root());
        assertEndsWith(FaultCode.INTEGRITY);
    }

    @Test
    void blocksThatNobodyAskedFor() throws IOException {
        sender.bytes = channel -> {
            HostileSender.get(channel);
            sender.sendBlocks(channel, 16384, 16384);
            HostileSender.get(channel);
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void blocksThatReachIntoTheNextPiece() throws IOException {
        sender.bytes = channel -> {
            HostileSender.get(channel);
            sender.sendBlocks(channel, 0, PIECE + 16384);
            HostileSender.get(channel);
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void blocksShorterThanABlockInTheMiddle() throws IOException {
        sender.bytes = channel -> {
            HostileSender.get(channel);
            sender.sendBlocks(channel, 0, 100);
            sender.sendBlocks(channel, 0, 16384);
            HostileSender.get(channel);
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aStreamEndInAFileOfKnownLength() throws IOException {
        sender.bytes = channel -> {
            HostileSender.get(channel);
            channel.send(new Message.StreamEnd(0, 0));
            HostileSender.get(channel);
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void entriesThatDoNotAddUp() throws IOException {
        sender.manifest = channel -> {
            channel.send(new Message.Opened(SessionToken.generate()));
            channel.send(new Message.Entries(0, List.of(sender.entry)));
            channel.send(new Message.Entries(0, List.of(sender.entry)));
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aManifestWithoutAnEntry() throws IOException {
        sender.manifest = channel -> {
            channel.send(new Message.Opened(SessionToken.generate()));
            channel.send(new Message.EntriesEnd(0, 0));
        };
        receiver.consent = manifest -> false;
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.entries()).isZero();
        assertThat(done.contentId()).isEqualTo(ContentId.EMPTY);
        assertThat(receiver.files()).isEmpty();
    }

    /** R1 to R4 are the receive root's; here is that a name never gets so far. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../file", "a/file", "/file", "a\0b", ".godwit-aaaaaaaaaaaaaaaa.part/../x"})
    void aNameThatIsNotSafe(String name) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(200).putInt(0).putShort((short) 1);
        payload.put((byte) 2)
                .put((byte) 0)
                .put((byte) text.length)
                .put(text)
                .putLong(0)
                .putInt(0);
        payload.putShort((short) 0644).putLong(10).putLong(10).put((byte) 18).flip();
        sender.manifest = channel -> {
            channel.send(new Message.Opened(SessionToken.generate()));
            ByteBuffer head = ByteBuffer.allocate(6)
                    .putShort((short) MessageType.ENTRIES.number())
                    .putInt(payload.remaining())
                    .flip();
            channel.stream().write(head, payload);
            channel.stream().flush();
        };
        assertEndsWith(FaultCode.NAME_UNSAFE);
        assertThat(receiver.files()).isEmpty();
    }

    @Test
    void anEntryBeforeTheShareIsOpen() throws IOException {
        sender.manifest = channel -> channel.send(new Message.Entries(0, List.of(sender.entry)));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void pingsWithoutEnd() throws IOException {
        sender.manifest = channel -> {
            while (true) {
                channel.send(new Message.Ping(1));
                channel.receive(Phase.SERVING_CONTROL);
            }
        };
        // Its own next ping may fail before it reads why.
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void completedBeforeComplete() throws IOException {
        sender.afterManifest = channel -> channel.send(new Message.Completed(0, 0, 0));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aRootThatNobodyAskedFor() throws IOException {
        sender.afterManifest = channel -> channel.send(new Message.Root(0, sender.root));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void moreThanTheDiskHolds() throws IOException {
        sender.entry = HostileSender.entry("file", 1L << 44, 1L << 44);
        assertEndsWith(FaultCode.DISK_FULL);
        assertThat(receiver.files()).isEmpty();
    }

    /** A session that ended a moment ago refuses a late byte stream: the receiver connects again and goes on. */
    @Test
    void aRefusedByteStreamIsALostConnection() throws IOException {
        HostileSender.Script honest = sender.bytes;
        AtomicBoolean refused = new AtomicBoolean();
        sender.bytes = channel -> {
            if (!refused.getAndSet(true)) {
                HostileSender.get(channel);
                channel.fail(Fault.of(FaultCode.REFUSED));
            }
            honest.run(channel);
        };
        assertThat(receiver.receive(sender.aim()).bytes()).isEqualTo(CONTENT.length);
        assertThat(receiver.events(TransferEvent.Waiting.class)).hasSize(1);
    }

    @Test
    void silenceIsAStall() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        sender.bytes = channel -> awaitQuietly(never);
        receiver.patience = Duration.ZERO;
        // The control stream says nothing either: its own limit may be the first to strike.
        assertThat(receiver.failing(new DownloadRequest.Aim(
                                sender.aim().peer(),
                                sender.aim().approach(),
                                sender.capability,
                                Duration.ofMillis(300)))
                        .code())
                .isEqualTo(FaultCode.PEER_STALLED);
        never.countDown();
    }

    @Test
    void aStopIsHeardWhileTheSenderSaysNothingAtAll() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        sender.manifest = channel -> {
            opened.countDown();
            awaitQuietly(never);
        };
        FutureTask<Boolean> cancelled =
                TestReceiver.start(() -> receiver.failing(patientAim()).code().equals(FaultCode.CANCELLED));
        opened.await();
        receiver.cancellation.cancel();
        assertThat(cancelled.get()).isTrue();
        never.countDown();
    }

    private DownloadRequest.Aim patientAim() {
        return new DownloadRequest.Aim(
                sender.aim().peer(), sender.aim().approach(), sender.capability, Duration.ofHours(1));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes it a pipe that begins with these bytes, sends them when asked, then goes on. */
    private void pipe(int length, HostileSender.Script then) {
        sender.entry = HostileSender.entry("file", -1, -1);
        sender.bytes = channel -> {
            HostileSender.get(channel);
            for (int from = 0; from < length; from += STREAM_PIECE) {
                sendOnes(channel, from, Math.min(STREAM_PIECE, length - from));
            }
            then.run(channel);
            channel.flush();
            while (true) {
                HostileSender.get(channel);
            }
        };
    }

    /** Ones, as zeros would be holes. */
    private static void sendOnes(MessageChannel channel, long from, int length) throws IOException {
        ByteBuffer body = ones(length);
        channel.send(HostileSender.plainBlocks(from, length, HostileSender.hashes(body.duplicate())), body);
    }

    private static ByteBuffer ones(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 1);
        return ByteBuffer.wrap(bytes);
    }

    private static Hash rootOfOnes(int length) {
        StreamingTree tree = new StreamingTree();
        tree.update(ones(length));
        return tree.finish().root();
    }

    @Test
    void aPipeThatEndsBehindItsLastByte() throws IOException {
        pipe(10, channel -> channel.send(new Message.StreamEnd(0, 100)));
        sender.root = new ContentId(100, rootOfOnes(10));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aPipeThatEndsBeforeItsLastByte() throws IOException {
        pipe(2 * STREAM_PIECE, channel -> channel.send(new Message.StreamEnd(0, 10)));
        sender.root = new ContentId(10, rootOfOnes(STREAM_PIECE));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    /** Its first piece teaches the receiver to ask for several at once; the second of those answers is the lie. */
    private void pipeWithASecondWordAfterItsEnd(HostileSender.Script second) throws IOException {
        sender.entry = HostileSender.entry("file", -1, -1);
        sender.answersRoots = false;
        sender.bytes = channel -> {
            HostileSender.get(channel);
            sendOnes(channel, 0, STREAM_PIECE);
            channel.flush();
            assertThat(HostileSender.get(channel).count()).isGreaterThan(1);
            channel.send(new Message.StreamEnd(0, STREAM_PIECE));
            second.run(channel);
            channel.flush();
            HostileSender.get(channel);
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aPipeThatEndsTwice() throws IOException {
        pipeWithASecondWordAfterItsEnd(channel -> channel.send(new Message.StreamEnd(0, 2 * STREAM_PIECE)));
    }

    @Test
    void aPipeThatGoesOnBehindItsEnd() throws IOException {
        pipeWithASecondWordAfterItsEnd(channel -> sendOnes(channel, 2 * STREAM_PIECE, 10));
    }
}
