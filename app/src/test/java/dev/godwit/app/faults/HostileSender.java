package dev.godwit.app.faults;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.BlockHasher;
import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.network.tcp.TcpListener;
import dev.godwit.network.tls.TlsCredentials;
import dev.godwit.network.tls.TlsEngines;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.message.Encoding;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.MessageType;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.SessionToken;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

/**
 * A sender that speaks the protocol with Godwit's own modules and lies in one respect. Arguments: the {@link Lie}, perhaps
 * with a colon and a seed, then the components of the path it offers, in hex of UTF-8. Prints a {@code ready} event, and serves until it is killed.
 */
final class HostileSender {
    private static final int LENGTH = 1_000_000;
    private static final PieceSize PIECE_SIZE = PieceSize.forLength(LENGTH);
    private static final String DEFAULT_NAME = "offer.bin";

    private final Lie lie;
    private final List<byte[]> path;
    private final byte[] content = new byte[LENGTH];
    private final int flippedBit;
    private final ContentId contentId;
    private final CountDownLatch never = new CountDownLatch(1);

    /** What is wrong with it. */
    enum Lie {
        /** Nothing: only the path may be special. */
        NONE,
        /** One bit somewhere does not fit its hash. */
        WRONG_BYTES,
        /** Bytes that fit their hashes, and a root that fits neither. */
        WRONG_ROOT,
        /** A path component said to be longer than the message. */
        LONG_NAME,
        /** After the handshake, not a word. */
        SILENT_AT_ONCE,
        /** After the manifest, not a word. */
        SILENT_AFTER_MANIFEST,
        /** After the handshake, random bytes where messages should be. */
        NOISE
    }

    private HostileSender(Lie lie, long seed, List<byte[]> path) {
        this.lie = lie;
        this.flippedBit = new SplittableRandom(seed).nextInt(LENGTH * Byte.SIZE);
        this.path = path;
        new Random(5).nextBytes(content);
        StreamingTree tree = new StreamingTree();
        tree.update(ByteBuffer.wrap(content));
        ContentId truth = tree.finish();
        contentId = lie == Lie.WRONG_ROOT ? new ContentId(LENGTH, Hash.of(new byte[Hash.BYTES])) : truth;
    }

    /** Serves until it is killed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<byte[]> path = Arrays.stream(arguments)
                .skip(1)
                .map(hex -> HexFormat.of().parseHex(hex))
                .toList();
        List<byte[]> offered = path.isEmpty() ? List.of(DEFAULT_NAME.getBytes(StandardCharsets.US_ASCII)) : path;
        String[] lie = arguments[0].split(":", 2);
        HostileSender sender =
                new HostileSender(Lie.valueOf(lie[0]), lie.length == 1 ? 0 : Long.parseLong(lie[1]), offered);
        Identity identity = Identity.generate();
        TlsEngines engines = TlsEngines.forServer(() -> TlsCredentials.create(identity));
        try (TcpListener listener =
                TcpListener.open(Optional.of(InetAddress.getLoopbackAddress()), 0, engines, sender::accept)) {
            Ticket ticket = new Ticket(identity.peerId(), Capability.generate(), listener.addresses());
            System.out.println("{\"event\":\"ready\",\"ticket\":\"" + ticket.uri() + "\",\"addresses\":[\"127.0.0.1:"
                    + listener.port() + "\"]}");
            sender.never.await();
        }
    }

    private void accept(ByteStream stream) {
        MessageChannel channel = new MessageChannel(stream);
        try {
            if (lie == Lie.SILENT_AT_ONCE) {
                never.await();
            }
            if (lie == Lie.NOISE) {
                stream.write(ByteBuffer.wrap(content));
                stream.flush();
            }
            Handshake.greet(channel);
            switch (channel.receive(Phase.PURPOSE)) {
                case Message.Open _ -> control(channel);
                case Message.Attach _ -> bytes(channel);
                default -> throw new AssertionError("the phase admits no other message");
            }
        } catch (IOException e) {
            // The receiver has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            channel.close();
        }
    }

    private void control(MessageChannel channel) throws IOException, InterruptedException {
        channel.send(new Message.Opened(SessionToken.generate()));
        offer(channel);
        channel.send(new Message.EntriesEnd(path.size(), LENGTH));
        if (lie == Lie.SILENT_AFTER_MANIFEST) {
            never.await();
        }
        while (true) {
            switch (channel.receive(Phase.SERVING_CONTROL)) {
                case Message.Ping ping -> channel.send(new Message.Pong(ping.nonce()));
                case Message.RootRequest _ -> channel.send(new Message.Root(file(), contentId));
                case Message.Complete _ -> channel.send(new Message.Completed(0, 0, 0));
                default -> {
                    // Nothing that this sender needs to know.
                }
            }
        }
    }

    /** Byte by byte, since {@link Entry} itself refuses what this sender wants to say. PROTOCOL.md §6. */
    private void offer(MessageChannel channel) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(4_096).putInt(0).putShort((short) path.size());
        for (int depth = 0; depth < path.size(); depth++) {
            byte[] name = path.get(depth);
            boolean isFile = depth == file();
            payload.put((byte) (isFile ? 2 : 1)).put((byte) depth);
            payload.put((byte) (lie == Lie.LONG_NAME ? 0xFF : name.length)).put(name);
            payload.putLong(Instant.parse("2026-01-02T03:04:05Z").getEpochSecond())
                    .putInt(0);
            payload.putShort((short) (isFile ? 0644 : 0755));
        }
        payload.putLong(LENGTH).putLong(LENGTH).put((byte) Integer.numberOfTrailingZeros(PIECE_SIZE.bytes()));
        payload.flip();
        ByteBuffer head = ByteBuffer.allocate(6).putShort((short) MessageType.ENTRIES.number());
        channel.stream().write(head.putInt(payload.remaining()).flip(), payload);
        channel.flush();
    }

    /** The index of the file: all before it are the folders it is in. */
    private int file() {
        return path.size() - 1;
    }

    private void bytes(MessageChannel channel) throws IOException {
        while (true) {
            Message.Get get = (Message.Get) channel.receive(Phase.SERVING_BYTES);
            for (int i = 0; i < get.count(); i++) {
                piece(channel, get.firstPiece() + i);
            }
            channel.flush();
        }
    }

    private void piece(MessageChannel channel, long piece) throws IOException {
        int begin = (int) PIECE_SIZE.offset(piece);
        ByteBuffer bytes = ByteBuffer.wrap(content, begin, PIECE_SIZE.lengthOf(piece, LENGTH))
                .slice();
        byte[] hashes = new byte[Math.ceilDiv(bytes.remaining(), Blocks.BLOCK_BYTES) * Hash.BYTES];
        BlockHasher hasher = new BlockHasher();
        for (int at = 0; at < bytes.remaining(); at += Blocks.BLOCK_BYTES) {
            int length = Math.min(Blocks.BLOCK_BYTES, bytes.remaining() - at);
            hasher.hash(bytes.slice(at, length), hashes, at / Blocks.BLOCK_BYTES * Hash.BYTES);
        }
        int flippedByte = flippedBit / Byte.SIZE;
        if (lie == Lie.WRONG_BYTES && flippedByte >= begin && flippedByte < begin + bytes.remaining()) {
            bytes = ByteBuffer.wrap(Arrays.copyOfRange(content, begin, begin + bytes.remaining()));
            bytes.array()[flippedByte - begin] ^= (byte) (1 << flippedBit % Byte.SIZE);
        }
        int wireBytes = bytes.remaining();
        channel.send(
                new Message.Blocks(file(), begin / Blocks.BLOCK_BYTES, wireBytes, Encoding.PLAIN, wireBytes, hashes),
                bytes);
    }
}
