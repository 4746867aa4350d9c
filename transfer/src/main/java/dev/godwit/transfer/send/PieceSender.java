package dev.godwit.transfer.send;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.BlockHasher;
import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceHasher;
import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.session.LazyBuffer;
import dev.godwit.transfer.share.SharedFile;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sends pieces of files over one byte stream as they are asked for: read a run of blocks, hash it, send hashes and bytes
 * while they are still in the processor's cache. One thread; the stream's back-pressure is the only brake. PROTOCOL.md
 * §7.2.
 */
final class PieceSender {
    private static final int RUN_BYTES = 256 * 1024;

    private final MessageChannel channel;
    private final Tally tally;
    private final BodyEncoder encoder;
    private final LazyBuffer buffer = new LazyBuffer(RUN_BYTES);
    private final byte[] hashes = new byte[RUN_BYTES / Blocks.BLOCK_BYTES * Hash.BYTES];
    private final BlockHasher blockHasher = new BlockHasher();

    PieceSender(MessageChannel channel, Tally tally, BodyEncoder encoder) {
        this.channel = channel;
        this.tally = tally;
        this.encoder = encoder;
    }

    /** Sends the pieces that were asked for of this file. */
    void send(Message.Get get, Entry.File entry, SharedFile file) throws IOException {
        PieceHasher pieceHasher = new PieceHasher(entry.pieceSize());
        for (int i = 0; i < get.count(); i++) {
            sendPiece(get.firstPiece() + i, entry, file, pieceHasher);
        }
    }

    private void sendPiece(long piece, Entry.File entry, SharedFile file, PieceHasher pieceHasher) throws IOException {
        long pieces = entry.hasLength() ? entry.pieceSize().count(entry.length()) : PieceLayer.MAX_PIECES;
        if (piece >= pieces) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "there is no piece " + piece)
                    .exception();
        }
        long begin = entry.pieceSize().offset(piece);
        long end = begin
                + (entry.hasLength()
                        ? entry.pieceSize().lengthOf(piece, entry.length())
                        : entry.pieceSize().bytes());
        long sent = begin;
        while (sent < end) {
            int count = read(file, sent, (int) Math.min(RUN_BYTES, end - sent));
            if (count == 0) {
                break;
            }
            int hashBytes = hashRun(pieceHasher);
            if (sent + count == end) {
                // Before its last blocks go out: with them the request is answered, and a failure would answer the
                // next.
                file.pieceRead(piece, pieceHasher.root(file.length()));
            }
            sendRun(entry.index(), sent, hashBytes);
            sent += count;
        }
        if (sent > begin && sent < end) {
            file.pieceRead(piece, pieceHasher.root(file.length()));
        }
        if (sent < end) {
            channel.send(new Message.StreamEnd(entry.index(), file.length()));
        }
    }

    private int read(SharedFile file, long offset, int length) throws IOException {
        long nanos = System.nanoTime();
        ByteBuffer run = buffer.get();
        run.clear().limit(length);
        int count = file.read(offset, run);
        run.flip();
        tally.spent(Activity.SOURCE, nanos);
        return count;
    }

    private void sendRun(int entry, long offset, int hashBytes) throws IOException {
        int count = buffer.get().remaining();
        byte[] runHashes = hashBytes == hashes.length ? hashes : Arrays.copyOf(hashes, hashBytes);
        ByteBuffer[] content = withoutZeroBlocks();
        int contentBytes = 0;
        for (ByteBuffer part : content) {
            contentBytes += part.remaining();
        }
        encoder.send(
                content,
                (encoding, wireBytes) ->
                        new Message.Blocks(entry, offset / Blocks.BLOCK_BYTES, count, encoding, wireBytes, runHashes));
        tally.transferred(contentBytes);
    }

    private int hashRun(PieceHasher pieceHasher) {
        long nanos = System.nanoTime();
        ByteBuffer run = buffer.get();
        int end = run.limit();
        int hashBytes = 0;
        while (run.position() < end) {
            run.limit(Math.min(end, run.position() + Blocks.BLOCK_BYTES));
            blockHasher.hash(run, hashes, hashBytes);
            pieceHasher.add(hashes, hashBytes);
            hashBytes += Hash.BYTES;
            run.limit(end);
        }
        run.rewind();
        tally.spent(Activity.HASHING, nanos);
        return hashBytes;
    }

    /** The run's bytes in slices that leave out blocks of zeros: a hole costs its hash alone. */
    private ByteBuffer[] withoutZeroBlocks() {
        ByteBuffer run = buffer.get();
        int end = run.limit();
        List<ByteBuffer> slices = new ArrayList<>(1);
        int from = 0;
        for (int at = 0; at < end; at += Blocks.BLOCK_BYTES) {
            if (Blocks.isZero(hashes, at / Blocks.BLOCK_BYTES * Hash.BYTES)) {
                if (at > from) {
                    slices.add(run.slice(from, at - from));
                }
                from = at + Blocks.BLOCK_BYTES;
            }
        }
        if (from < end) {
            slices.add(run.slice(from, end - from));
        }
        return slices.toArray(ByteBuffer[]::new);
    }
}
