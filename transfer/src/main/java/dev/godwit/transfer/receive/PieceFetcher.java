package dev.godwit.transfer.receive;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.BlockHasher;
import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceHasher;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Fetches pieces over one byte stream: keeps enough of them on their way, and takes each block from the wire through its
 * hash to the destination while it is in the processor's cache. One thread. PROTOCOL.md §7.2.
 */
final class PieceFetcher {
    private final Link link;
    private final WorkQueue work;
    private final Destination destination;
    private final Tally tally;
    private final Entry entry;
    private final PieceSize pieceSize;
    private final Deque<Long> onTheirWay = new ArrayDeque<>();
    private final RequestWindow window;
    private final BlockHasher blockHasher = new BlockHasher();
    private final PieceHasher pieceHasher;
    private final ByteBuffer run = ByteBuffer.allocateDirect(Limits.BLOCKS_MAX * Blocks.BLOCK_BYTES);
    private final byte[] hash = new byte[Hash.BYTES];
    private final HaveReport report;
    private long streamLength = Entry.UNKNOWN_LENGTH;

    PieceFetcher(Link link, WorkQueue work, Destination destination, Tally tally) {
        this.link = link;
        this.work = work;
        this.destination = destination;
        this.tally = tally;
        this.entry = link.entry();
        this.pieceSize = entry.pieceSize();
        this.window = new RequestWindow(pieceSize.bytes());
        this.pieceHasher = new PieceHasher(pieceSize);
        this.report = new HaveReport(link, work, tally);
    }

    /** Fetches until everything is done. */
    void fetch(Duration silence) throws IOException {
        // A pipe may have nothing to say for long; the control stream tells whether the sender lives.
        try (MessageChannel channel = link.openBytes(entry.hasLength() ? silence : Duration.ZERO)) {
            while (request(channel)) {
                long startNanos = System.nanoTime();
                long piece = onTheirWay.remove();
                long bytes = fetchPiece(channel, piece);
                window.arrived(bytes, System.nanoTime() - startNanos);
                report.pieceDone();
            }
        }
    }

    /** Asks for pieces up to the window; false when nothing is left to ask for or to wait for. */
    private boolean request(MessageChannel channel) throws IOException {
        int wanted = window.pieces(link.roundTrip()) - onTheirWay.size();
        Optional<PieceRange> range = Optional.empty();
        if (onTheirWay.isEmpty()) {
            range = work.take(Math.min(wanted, Limits.GET_PIECES_MAX));
        } else if (wanted > 0) {
            range = work.poll(Math.min(wanted, Limits.GET_PIECES_MAX));
        }
        if (range.isPresent()) {
            PieceRange pieces = range.get();
            channel.send(new Message.Get(entry.index(), pieces.first(), pieces.count()));
            for (int i = 0; i < pieces.count(); i++) {
                onTheirWay.add(pieces.first() + i);
            }
        }
        return !onTheirWay.isEmpty();
    }

    private long fetchPiece(MessageChannel channel, long piece) throws IOException {
        long begin = pieceSize.offset(piece);
        long end = begin + (entry.hasLength() ? pieceSize.lengthOf(piece, entry.length()) : pieceSize.bytes());
        long at = begin;
        while (at < end) {
            long nanos = System.nanoTime();
            Message message = channel.receive(Phase.FETCHING_BYTES);
            tally.spent(Activity.NETWORK, nanos);
            if (message instanceof Message.StreamEnd streamEnd) {
                end(streamEnd, begin, at);
                break;
            }
            Message.Blocks blocks = (Message.Blocks) message;
            boolean beyondTheEnd = streamLength != Entry.UNKNOWN_LENGTH && at >= streamLength;
            if (blocks.firstBlock() * Blocks.BLOCK_BYTES != at || blocks.contentBytes() > end - at || beyondTheEnd) {
                throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "blocks came that nobody asked for")
                        .exception();
            }
            at = receiveRuns(channel, blocks, at);
        }
        if (at > begin) {
            destination.pieceDone(piece, pieceHasher.root(entry.hasLength() ? entry.length() : at));
            tally.verified(at - begin);
            work.done(piece);
        }
        return at - begin;
    }

    /** A stream ends where its last block did, and says so once more for each later piece that was asked for. */
    private void end(Message.StreamEnd streamEnd, long begin, long at) throws FaultException {
        boolean fits = streamLength == Entry.UNKNOWN_LENGTH
                ? streamEnd.length() == at
                : streamEnd.length() == streamLength && begin == at && begin >= streamLength;
        if (entry.hasLength() || !fits) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "the stream ends where it can not")
                    .exception();
        }
        streamLength = streamEnd.length();
        destination.end(streamLength);
        work.end(pieceSize.count(streamLength));
    }

    /** Takes the blocks of one message, in runs that hold either bytes or holes; returns where the next begin. */
    private long receiveRuns(MessageChannel channel, Message.Blocks blocks, long offset) throws IOException {
        byte[] hashes = blocks.hashes();
        int count = hashes.length / Hash.BYTES;
        int done = 0;
        while (done < count) {
            boolean zero = Blocks.isZero(hashes, done * Hash.BYTES);
            int next = done + 1;
            while (next < count && Blocks.isZero(hashes, next * Hash.BYTES) == zero) {
                next++;
            }
            int from = done * Blocks.BLOCK_BYTES;
            int length = Math.min(blocks.contentBytes(), next * Blocks.BLOCK_BYTES) - from;
            if (zero) {
                takeZeros(hashes, done, next);
                destination.writeZeros(offset + from, length);
            } else {
                receiveRun(channel, hashes, done, offset + from, length);
            }
            done = next;
        }
        return offset + blocks.contentBytes();
    }

    private void takeZeros(byte[] hashes, int from, int to) {
        for (int block = from; block < to; block++) {
            pieceHasher.add(hashes, block * Hash.BYTES);
        }
    }

    private void receiveRun(MessageChannel channel, byte[] hashes, int firstHash, long offset, int length)
            throws IOException {
        long nanos = System.nanoTime();
        run.clear().limit(length);
        channel.receiveBody(run);
        run.flip();
        nanos = tally.spent(Activity.NETWORK, nanos);
        verify(hashes, firstHash, offset);
        nanos = tally.spent(Activity.HASHING, nanos);
        destination.write(offset, run);
        tally.spent(Activity.DESTINATION, nanos);
        tally.transferred(length);
    }

    private void verify(byte[] hashes, int firstHash, long offset) throws FaultException {
        int end = run.limit();
        int at = firstHash * Hash.BYTES;
        while (run.position() < end) {
            long blockOffset = offset + run.position();
            run.limit(Math.min(end, run.position() + Blocks.BLOCK_BYTES));
            blockHasher.hash(run, hash, 0);
            run.limit(end);
            if (!Arrays.equals(hash, 0, Hash.BYTES, hashes, at, at + Hash.BYTES)) {
                throw Fault.of(FaultCode.INTEGRITY, entry.name() + ", block at byte " + blockOffset)
                        .exception();
            }
            pieceHasher.add(hash, 0);
            at += Hash.BYTES;
        }
        run.rewind();
    }
}
