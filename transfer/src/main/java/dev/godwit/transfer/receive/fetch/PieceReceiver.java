package dev.godwit.transfer.receive.fetch;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.BlockHasher;
import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceHasher;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.receive.destination.Destination;
import dev.godwit.transfer.receive.work.HaveReport;
import dev.godwit.transfer.receive.work.LargeFile;
import dev.godwit.transfer.receive.work.PieceRange;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.transfer.session.LazyBuffer;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes pieces of files from one byte stream: each block goes from the wire through its hash to the destination while it
 * is in the processor's cache. One thread. PROTOCOL.md §7.3.
 */
final class PieceReceiver {
    private final SessionContext context;
    private final BodyReader body;
    private final HaveReport report;
    private final Tally tally;
    private final BlockHasher blockHasher = new BlockHasher();
    private final LazyBuffer buffer = new LazyBuffer(Limits.BLOCKS_MAX * Blocks.BLOCK_BYTES);
    private final byte[] hash = new byte[Hash.BYTES];
    private @Nullable PieceHasher hasher;
    private int hasherBytes;
    private long holeBytes;

    PieceReceiver(SessionContext context, BodyReader body, HaveReport report) {
        this.context = context;
        this.body = body;
        this.report = report;
        this.tally = context.tally();
    }

    /** Takes the answer to one request. */
    void receive(MessageChannel channel, LargeFile file, PieceRange range) throws IOException {
        PieceHasher pieceHasher = hasherFor(file.entry());
        for (int i = 0; i < range.count(); i++) {
            if (!receivePiece(channel, file, range.first() + i, pieceHasher)) {
                return;
            }
            report.pieceDone(file);
        }
    }

    private PieceHasher hasherFor(Entry.File entry) {
        PieceHasher current = hasher;
        if (current == null || hasherBytes != entry.pieceSize().bytes()) {
            current = new PieceHasher(entry.pieceSize());
            hasher = current;
            hasherBytes = entry.pieceSize().bytes();
        }
        current.reset();
        return current;
    }

    /** Takes one piece; false when the sender can not send the file any more. */
    private boolean receivePiece(MessageChannel channel, LargeFile file, long piece, PieceHasher pieceHasher)
            throws IOException {
        Entry.File entry = file.entry();
        long begin = entry.pieceSize().offset(piece);
        long end = begin
                + (entry.hasLength()
                        ? entry.pieceSize().lengthOf(piece, entry.length())
                        : entry.pieceSize().bytes());
        long at = begin;
        holeBytes = 0;
        while (at < end) {
            long nanos = System.nanoTime();
            Message message = channel.receive(Phase.FETCHING_BYTES);
            tally.spent(Activity.NETWORK, nanos);
            switch (message) {
                case Message.Blocks blocks -> at = receiveBlocks(channel, blocks, file, new Span(at, end), pieceHasher);
                case Message.StreamEnd streamEnd -> {
                    streamEnded(file, streamEnd, begin, at);
                    end = at;
                }
                case Message.EntryFailed failed -> {
                    if (failed.entry() != entry.index()) {
                        throw violation("blocks came that nobody asked for");
                    }
                    context.failed(file, failed.fault());
                    return false;
                }
                default -> throw violation(message.type() + " is no answer to GET");
            }
        }
        if (at > begin) {
            pieceDone(file, piece, pieceHasher.root(entry.hasLength() ? entry.length() : at), at - begin);
        }
        return true;
    }

    /** What is left of a piece. */
    private record Span(long at, long end) {}

    private void pieceDone(LargeFile file, long piece, Hash root, long bytes) throws FaultException {
        if (!kept(file, destination -> destination.pieceDone(piece, root))) {
            return;
        }
        tally.verified(bytes);
        // As of bytes that came: holes never do.
        context.kept(bytes - holeBytes);
        if (context.board().done(file, piece)) {
            context.complete(file);
        }
    }

    /** A stream ends where its last block did, and says so once more for each later piece that was asked for. */
    private void streamEnded(LargeFile file, Message.StreamEnd streamEnd, long begin, long at) throws FaultException {
        long known = file.streamLength();
        boolean fits = known == Entry.UNKNOWN_LENGTH
                ? streamEnd.length() == at
                : streamEnd.length() == known && begin == at && begin >= known;
        if (file.entry().hasLength() || streamEnd.entry() != file.entry().index() || !fits) {
            throw violation("the stream ends where it can not");
        }
        if (known != Entry.UNKNOWN_LENGTH) {
            return;
        }
        file.streamLength(streamEnd.length());
        file.destination().end(streamEnd.length());
        if (context.board().end(file, file.entry().pieceSize().count(streamEnd.length()))) {
            context.complete(file);
        }
    }

    /** Takes the blocks of one message, in runs that hold either bytes or holes; returns where the next begin. */
    private long receiveBlocks(
            MessageChannel channel, Message.Blocks blocks, LargeFile file, Span span, PieceHasher pieceHasher)
            throws IOException {
        boolean beyondTheEnd = file.streamLength() != Entry.UNKNOWN_LENGTH && span.at >= file.streamLength();
        if (blocks.entry() != file.entry().index()
                || blocks.firstBlock() * Blocks.BLOCK_BYTES != span.at
                || blocks.contentBytes() > span.end - span.at
                || beyondTheEnd) {
            throw violation("blocks came that nobody asked for");
        }
        body.begin(channel, blocks);
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
            long offset = span.at + from;
            if (zero) {
                kept(file, destination -> destination.writeZeros(offset, length));
                holeBytes += length;
            } else {
                body.read(channel, buffer.get().clear().limit(length));
                verify(hashes, done, file, offset);
                write(file, offset, buffer.get());
            }
            for (int block = done; block < next; block++) {
                pieceHasher.add(hashes, block * Hash.BYTES);
            }
            done = next;
        }
        return span.at + blocks.contentBytes();
    }

    private void verify(byte[] hashes, int firstHash, LargeFile file, long offset) throws FaultException {
        long nanos = System.nanoTime();
        ByteBuffer run = buffer.get().flip();
        int end = run.limit();
        int at = firstHash * Hash.BYTES;
        while (run.position() < end) {
            long blockOffset = offset + run.position();
            run.limit(Math.min(end, run.position() + Blocks.BLOCK_BYTES));
            blockHasher.hash(run, hash, 0);
            run.limit(end);
            if (!Arrays.equals(hash, 0, Hash.BYTES, hashes, at, at + Hash.BYTES)) {
                throw Fault.of(FaultCode.INTEGRITY, file.name() + ", block at byte " + blockOffset)
                        .exception();
            }
            at += Hash.BYTES;
        }
        run.rewind();
        tally.spent(Activity.HASHING, nanos);
    }

    private void write(LargeFile file, long offset, ByteBuffer run) throws FaultException {
        long nanos = System.nanoTime();
        int length = run.remaining();
        kept(file, destination -> destination.write(offset, run));
        tally.spent(Activity.DESTINATION, nanos);
        tally.transferred(length);
    }

    private interface Keeping {
        void run(Destination destination) throws FaultException;
    }

    /** Whether it worked: a file that fails, perhaps on another stream at this moment, is no reason to end the others. */
    private boolean kept(LargeFile file, Keeping keeping) throws FaultException {
        if (file.isFailed()) {
            return false;
        }
        try {
            keeping.run(file.destination());
            return true;
        } catch (FaultException e) {
            context.failed(file, e.fault());
            return false;
        }
    }

    private static FaultException violation(String what) {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, what).exception();
    }
}
