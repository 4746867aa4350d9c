package dev.godwit.transfer.send;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.BlockHasher;
import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceHasher;
import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.share.Share;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends pieces over one byte stream as they are asked for: read a run of blocks, hash it, send hashes and bytes while
 * they are still in the processor's cache. One thread; the stream's back-pressure is the only brake. PROTOCOL.md §7.2.
 */
final class PieceSender {
    private static final int RUN_BYTES = 256 * 1024;

    private final MessageChannel channel;
    private final SharedContent content;
    private final Tally tally;
    private final AtomicLong sentBytes;
    private final Entry entry;
    private final PieceSize pieceSize;
    private final ByteBuffer run = ByteBuffer.allocateDirect(RUN_BYTES);
    private final byte[] hashes = new byte[RUN_BYTES / Blocks.BLOCK_BYTES * Hash.BYTES];
    private final BlockHasher blockHasher = new BlockHasher();
    private final PieceHasher pieceHasher;

    PieceSender(MessageChannel channel, Share share, AtomicLong sentBytes) throws IOException {
        this.channel = channel;
        this.content = share.content();
        this.tally = share.tally();
        this.sentBytes = sentBytes;
        this.entry = content.entry();
        this.pieceSize = entry.pieceSize();
        this.pieceHasher = new PieceHasher(pieceSize);
    }

    /** Sends what was asked for; returns how many pieces that were. */
    int send(Message.Get get) throws IOException {
        for (int i = 0; i < get.count(); i++) {
            sendPiece(get.firstPiece() + i);
        }
        channel.flush();
        return get.count();
    }

    private void sendPiece(long piece) throws IOException {
        long pieces = entry.hasLength() ? pieceSize.count(entry.length()) : PieceLayer.MAX_PIECES;
        if (piece >= pieces) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "there is no piece " + piece)
                    .exception();
        }
        long begin = pieceSize.offset(piece);
        long end = begin + (entry.hasLength() ? pieceSize.lengthOf(piece, entry.length()) : pieceSize.bytes());
        long sent = begin;
        while (sent < end) {
            int count = sendRun(sent, (int) Math.min(RUN_BYTES, end - sent));
            if (count == 0) {
                break;
            }
            sent += count;
        }
        if (sent > begin) {
            content.pieceRead(piece, pieceHasher.root(content.length()));
        }
        if (sent < end) {
            channel.send(new Message.StreamEnd(entry.index(), content.length()));
        }
    }

    private int sendRun(long offset, int length) throws IOException {
        long nanos = System.nanoTime();
        run.clear().limit(length);
        int count = content.read(offset, run);
        run.flip();
        if (count == 0) {
            return 0;
        }
        nanos = tally.spent(Activity.SOURCE, nanos);
        int hashBytes = hashRun();
        nanos = tally.spent(Activity.HASHING, nanos);
        byte[] runHashes = hashBytes == hashes.length ? hashes : Arrays.copyOf(hashes, hashBytes);
        channel.send(
                new Message.Blocks(entry.index(), offset / Blocks.BLOCK_BYTES, count, runHashes), withoutZeroBlocks());
        tally.spent(Activity.NETWORK, nanos);
        tally.transferred(count);
        sentBytes.addAndGet(count);
        return count;
    }

    private int hashRun() {
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
        return hashBytes;
    }

    /** The run's bytes in slices that leave out blocks of zeros: a hole costs its hash alone. */
    private ByteBuffer[] withoutZeroBlocks() {
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
