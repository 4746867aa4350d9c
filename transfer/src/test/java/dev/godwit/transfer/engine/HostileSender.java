package dev.godwit.transfer.engine;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.BlockHasher;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Acceptor;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.message.Encoding;
import dev.godwit.wire.message.Greeting;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.SessionToken;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A sender that speaks the protocol until a test tells it to lie. */
final class HostileSender implements Acceptor {
    final Identity identity = Identity.generate();
    final Capability capability = Capability.generate();
    final CompletableFuture<Fault> told = new CompletableFuture<>();
    private final byte[] content;
    Entry.File entry;
    /** What it offers when that is more than the one file. */
    List<Entry> entries = List.of();

    Script manifest = this::honestManifest;
    Script afterManifest = channel -> {};
    Script bytes = this::honestBytes;
    ContentId root;
    boolean answersRoots = true;

    /** One part of a conversation. */
    interface Script {
        void run(MessageChannel channel) throws IOException;
    }

    HostileSender(FakeNetwork network, byte[] content) {
        this.content = content;
        this.entry = entry("file", content.length, content.length);
        StreamingTree tree = new StreamingTree();
        tree.update(ByteBuffer.wrap(content));
        this.root = tree.finish();
        network.listen(identity.peerId(), this);
    }

    static Entry.File entry(String name, long length, long dataBytes) {
        PieceSize pieceSize = length < 0 ? PieceSize.STREAM : PieceSize.forLength(length);
        return new Entry.File(0, 0, name, 0644, Instant.EPOCH, length, dataBytes, pieceSize);
    }

    DownloadRequest.Aim aim() {
        return new DownloadRequest.Aim(identity.peerId(), TestReceiver.OWN_WAY, capability, Duration.ofSeconds(5));
    }

    @Override
    public void accept(ByteStream stream) {
        MessageChannel channel = new MessageChannel(stream);
        try {
            channel.send(Greeting.hello("hostile"));
            Greeting.agree((Message.Hello) channel.receive(Phase.GREETING));
            if (channel.receive(Phase.PURPOSE) instanceof Message.Open) {
                serveControl(channel);
            } else {
                bytes.run(channel);
            }
        } catch (FaultException e) {
            // The receiver has ended a byte stream: it says why on the control stream.
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            channel.close();
        }
    }

    private void serveControl(MessageChannel channel) throws IOException {
        try {
            manifest.run(channel);
            afterManifest.run(channel);
            control(channel);
        } catch (FaultException e) {
            told.complete(e.fault());
        }
    }

    void honestManifest(MessageChannel channel) throws IOException {
        channel.send(new Message.Opened(SessionToken.generate()));
        List<Entry> all = entries.isEmpty() ? List.of(entry) : entries;
        channel.send(new Message.Entries(0, all));
        channel.send(new Message.EntriesEnd(all.size(), bytes(all)));
    }

    static long bytes(List<Entry> entries) {
        long bytes = 0;
        for (Entry one : entries) {
            if (one instanceof Entry.File file) {
                bytes = file.hasLength() && bytes >= 0 ? bytes + file.length() : -1;
            }
        }
        return bytes;
    }

    private void control(MessageChannel channel) throws IOException {
        while (true) {
            Message message = channel.receive(Phase.SERVING_CONTROL);
            if (message instanceof Message.RootRequest request && answersRoots) {
                channel.send(new Message.Root(request.entry(), root));
            } else if (message instanceof Message.Complete) {
                channel.send(new Message.Completed(0, 0, 0));
            }
        }
    }

    private void honestBytes(MessageChannel channel) throws IOException {
        while (true) {
            Message.Get get = get(channel);
            for (long piece = get.firstPiece(); piece < get.firstPiece() + get.count(); piece++) {
                long from = entry.pieceSize().offset(piece);
                sendBlocks(channel, from, Math.min(entry.pieceSize().bytes(), (int) (content.length - from)));
            }
        }
    }

    static Message.Get get(MessageChannel channel) throws IOException {
        return (Message.Get) channel.receive(Phase.SERVING_BYTES);
    }

    /** Sends blocks of the content with true hashes. */
    void sendBlocks(MessageChannel channel, long from, int length) throws IOException {
        ByteBuffer body = ByteBuffer.wrap(content, (int) from, length);
        channel.send(plainBlocks(from, length, hashes(body.duplicate())), body);
        channel.flush();
    }

    /** The head of blocks of the first entry that travel as they are. */
    static Message.Blocks plainBlocks(long from, int length, byte[] hashes) {
        return new Message.Blocks(0, from / 16384, length, Encoding.PLAIN, length, hashes);
    }

    static byte[] hashes(ByteBuffer body) {
        BlockHasher hasher = new BlockHasher();
        byte[] hashes = new byte[Math.ceilDiv(body.remaining(), 16384) * Hash.BYTES];
        int end = body.limit();
        for (int at = 0; body.position() < end; at += Hash.BYTES) {
            body.limit(Math.min(end, body.position() + 16384));
            hasher.hash(body, hashes, at);
            body.limit(end);
        }
        return hashes;
    }
}
