package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.transfer.event.Problems.Problem;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.message.Encoding;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.SessionToken;
import dev.godwit.wire.message.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a sender says about folders and small files, nothing unverified gets a name, and it ends with a fault. */
@Timeout(30)
class HostileTreeSenderTest {
    private static final byte[] FIRST = "first".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "other".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    private final FakeNetwork network = new FakeNetwork();
    private final HostileSender sender = new HostileSender(network, new byte[10]);
    private TestReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new TestReceiver(network, temp);
        sender.entries = List.of(directory(0, 0, "d"), file(1, 1, "a"), file(2, 1, "b"));
    }

    private static Entry.Directory directory(int index, int depth, String name) {
        return new Entry.Directory(index, depth, name, 0755, Instant.EPOCH);
    }

    private static Entry.File file(int index, int depth, String name) {
        return new Entry.File(index, depth, name, 0644, Instant.EPOCH, 5, 5, PieceSize.forLength(5));
    }

    private static SmallFile sent(int entry, byte[] content) {
        StreamingTree tree = new StreamingTree();
        tree.update(ByteBuffer.wrap(content));
        return new SmallFile.Sent(entry, content.length, tree.finish().root());
    }

    private static void send(MessageChannel channel, List<SmallFile> files, byte[] body) throws IOException {
        channel.send(new Message.Files(files, Encoding.PLAIN, body.length), ByteBuffer.wrap(body));
        channel.flush();
    }

    private static Message.GetFiles getFiles(MessageChannel channel) throws IOException {
        return (Message.GetFiles) channel.receive(Phase.SERVING_BYTES);
    }

    /** Answers the first request for small files like this. */
    private void answering(HostileSender.Script answer) {
        sender.bytes = channel -> {
            getFiles(channel);
            answer.run(channel);
            channel.receive(Phase.SERVING_BYTES);
        };
    }

    private void assertEndsWith(FaultCode code) throws IOException {
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(code);
        TestReceiver.until(sender.told::isDone);
        assertThat(sender.told.join().code()).isEqualTo(code);
        assertThat(receiver.folder.resolve("d/b")).doesNotExist();
    }

    private void offering(Entry... entries) throws IOException {
        sender.entries = List.of(entries);
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aFileThatCanNotBeSentIsNoLie() throws IOException {
        Fault gone = Fault.of(FaultCode.SOURCE_UNREADABLE, "gone");
        answering(channel -> send(channel, List.of(sent(1, FIRST), new SmallFile.Missing(2, gone)), FIRST));
        TransferEvent.Done done = receiver.receive(sender.aim());
        assertThat(done.entries()).isEqualTo(2);
        assertThat(receiver.folder.resolve("d/a")).hasContent("first");
        assertThat(receiver.problems.list()).containsExactly(new Problem("d/b", gone));
    }

    @Test
    void namesOutOfOrder() throws IOException {
        offering(file(0, 0, "b"), file(1, 0, "a"));
    }

    @Test
    void aNameTwice() throws IOException {
        offering(file(0, 0, "a"), file(1, 0, "a"));
    }

    @Test
    void anEntryInNoDirectory() throws IOException {
        offering(file(0, 0, "a"), file(1, 1, "b"));
    }

    @Test
    void aPipeAmongOthers() throws IOException {
        offering(file(0, 0, "a"), new Entry.File(1, 0, "b", 0644, Instant.EPOCH, -1, -1, PieceSize.STREAM));
    }

    private void ending(int entries, long bytes) throws IOException {
        sender.manifest = channel -> {
            channel.send(new Message.Opened(SessionToken.generate()));
            channel.send(new Message.Entries(0, sender.entries));
            channel.send(new Message.EntriesEnd(entries, bytes));
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void anEndWithAnotherNumberOfEntries() throws IOException {
        ending(2, 10);
    }

    @Test
    void anEndWithAnotherNumberOfBytes() throws IOException {
        ending(3, 11);
    }

    @Test
    void entriesBehindTheEnd() throws IOException {
        sender.afterManifest = channel -> channel.send(new Message.Entries(3, List.of(file(3, 0, "x"))));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    /** It is for the receiver's display alone. */
    @Test
    void aListingThatLiesHarmsNothing() throws IOException {
        sender.manifest = channel -> {
            channel.send(new Message.Opened(SessionToken.generate()));
            channel.send(new Message.Listing(0, 1L << 60, true));
            channel.send(new Message.Entries(0, sender.entries));
            channel.send(new Message.Listing(1 << 24, 0, false));
            channel.send(new Message.EntriesEnd(3, 10));
        };
        answering(channel ->
                send(channel, List.of(sent(1, FIRST), sent(2, OTHER)), "firstother".getBytes(StandardCharsets.UTF_8)));
        assertThat(receiver.receive(sender.aim()).bytes()).isEqualTo(10);
    }

    @Test
    void moreEntriesThanWereAskedFor() throws IOException {
        CountDownLatch sent = new CountDownLatch(1);
        sender.manifest = channel -> {
            channel.send(new Message.Opened(SessionToken.generate()));
            for (int first = 0; first <= 4_096; first += 16) {
                int from = first;
                channel.send(new Message.Entries(
                        first,
                        IntStream.range(0, 16)
                                .<Entry>mapToObj(i -> file(from + i, 0, "f%05d".formatted(from + i)))
                                .toList()));
            }
            sent.countDown();
        };
        // While the person thinks nothing is taken, and nothing more asked for.
        receiver.consent = manifest -> {
            awaitQuietly(sent);
            return true;
        };
        receiver.scanWait = Duration.ZERO;
        assertThat(receiver.failing(sender.aim()).code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION);
        assertThat(receiver.files()).hasSizeLessThan(4_096);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRootThatIsNotTheContents() throws IOException {
        answering(channel -> send(channel, List.of(sent(1, FIRST)), OTHER));
        assertEndsWith(FaultCode.INTEGRITY);
        assertThat(receiver.folder.resolve("d/a")).doesNotExist();
    }

    @Test
    void aRootThatIsNone() throws IOException {
        answering(channel -> send(channel, List.of(new SmallFile.Sent(1, 5, Hash.ZERO)), FIRST));
        assertEndsWith(FaultCode.INTEGRITY);
    }

    @Test
    void aFileWithAnotherLength() throws IOException {
        answering(channel -> send(channel, List.of(sent(1, new byte[6])), new byte[6]));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aFileThatWasPassedOver() throws IOException {
        answering(channel -> send(channel, List.of(sent(2, FIRST)), FIRST));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aFolderAsAFile() throws IOException {
        answering(channel -> send(channel, List.of(sent(0, FIRST)), FIRST));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void moreFilesThanWereAskedFor() throws IOException {
        sender.entries = List.of(directory(0, 0, "d"), file(1, 1, "a"));
        answering(channel ->
                send(channel, List.of(sent(1, FIRST), sent(2, OTHER)), "firstother".getBytes(StandardCharsets.UTF_8)));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void blocksInPlaceOfFiles() throws IOException {
        answering(channel -> sender.sendBlocks(channel, 0, 10));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void filesInPlaceOfBlocks() throws IOException {
        sender.entries = List.of(
                new Entry.File(0, 0, "big", 0644, Instant.EPOCH, 262_145, 262_145, PieceSize.forLength(262_145)));
        sender.bytes = channel -> {
            HostileSender.get(channel);
            send(channel, List.of(sent(0, FIRST)), FIRST);
            HostileSender.get(channel);
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aFailureOfAnotherEntry() throws IOException {
        sender.entries = List.of(
                new Entry.File(0, 0, "big", 0644, Instant.EPOCH, 262_145, 262_145, PieceSize.forLength(262_145)),
                file(1, 0, "x"));
        sender.bytes = channel -> {
            if (channel.receive(Phase.SERVING_BYTES) instanceof Message.Get) {
                channel.send(new Message.EntryFailed(1, Fault.of(FaultCode.SOURCE_CHANGED, "x")));
            }
            channel.receive(Phase.SERVING_BYTES);
        };
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aFailureThatNobodyAskedFor() throws IOException {
        sender.afterManifest =
                channel -> channel.send(new Message.EntryFailed(1, Fault.of(FaultCode.SOURCE_CHANGED, "d/a")));
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
    }

    private void sendFrame(byte[] frame) throws IOException {
        answering(channel -> {
            channel.send(
                    new Message.Files(List.of(sent(1, FIRST)), Encoding.ZSTD, frame.length), ByteBuffer.wrap(frame));
            channel.flush();
        });
        assertEndsWith(FaultCode.PROTOCOL_VIOLATION);
        assertThat(receiver.folder.resolve("d/a")).doesNotExist();
    }

    @Test
    void aFrameThatIsABomb() throws IOException {
        sendFrame(Zstd.compress(new byte[64 << 20]));
    }

    @Test
    void aFrameThatHoldsTooLittle() throws IOException {
        sendFrame(Zstd.compress(new byte[4]));
    }

    @Test
    void aFrameThatIsNone() throws IOException {
        sendFrame(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }

    /** The end of what a file may be is the end of what it can do: the next run begins with the rest. */
    @Test
    void whatWasVerifiedBeforeTheLieStays() throws IOException {
        answering(channel -> {
            send(channel, List.of(sent(1, FIRST)), FIRST);
            send(channel, List.of(sent(2, FIRST)), OTHER);
        });
        assertEndsWith(FaultCode.INTEGRITY);
        assertThat(receiver.folder.resolve("d/a")).hasContent("first");
    }
}
