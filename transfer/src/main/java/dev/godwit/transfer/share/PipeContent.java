package dev.godwit.transfer.share;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A pipe that is offered while it is read, once, front to back. Pieces stay in memory until the receiver has them, at most
 * {@value #WINDOW_PIECES} MiB, so a lost connection costs nothing; the pipe waits when the window is full.
 */
public final class PipeContent implements SharedContent {
    private static final int WINDOW_PIECES = 32;
    private static final int MODE = 0644;

    private final ReadableByteChannel pipe;
    private final String name;
    private final Listing listing = new Listing();
    private final Problems problems = new Problems();
    private final PieceSize pieceSize = PieceSize.STREAM;
    private final StreamingTree tree = new StreamingTree();
    private final Semaphore room = new Semaphore(WINDOW_PIECES);
    private final ReentrantLock reading = new ReentrantLock();
    private final Deque<ByteBuffer> window = new ArrayDeque<>();
    private long releasedPieces;
    private long lengthSoFar;
    private volatile long readBytes;
    private volatile boolean ended;
    private volatile boolean closed;
    private @Nullable ContentId identity;

    /** Offers what {@code pipe} gives under {@code name}. */
    public PipeContent(ReadableByteChannel pipe, String name, Instant now) {
        this.pipe = pipe;
        this.name = name;
        listing.add(new Entry.File(0, 0, name, MODE, now, Entry.UNKNOWN_LENGTH, Entry.UNKNOWN_LENGTH, pieceSize));
        listing.complete();
    }

    @Override
    public Listing listing() {
        return listing;
    }

    /** The pipe itself: closing it is the share's business. */
    @Override
    public SharedFile file(int entry) {
        return new Borrowed();
    }

    @Override
    public void readWhole(int entry, ByteBuffer destination) throws FaultException {
        throw notSmall();
    }

    @Override
    public void wholeRead(int entry, Hash root) throws FaultException {
        throw notSmall();
    }

    private static FaultException notSmall() {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, "a pipe is no small file").exception();
    }

    @Override
    public ContentId contentId(int entry) throws FaultException {
        return contentId();
    }

    @Override
    public boolean isAllListed() {
        return true;
    }

    @Override
    public Problems problems() {
        return problems;
    }

    private int read(long offset, ByteBuffer destination) throws FaultException {
        // What is in the window is given without the lock: its holder may be waiting for this very receiver.
        if (!ended && readBytes < offset + destination.remaining()) {
            reading.lock();
            try {
                readUpTo(offset + destination.remaining());
            } catch (IOException e) {
                throw FileFaults.ofSource(e, name);
            } finally {
                reading.unlock();
            }
        }
        return copy(offset, destination);
    }

    private int copy(long offset, ByteBuffer destination) throws FaultException {
        int count = Math.clamp(readBytes - offset, 0, destination.remaining());
        if (count == 0) {
            return 0;
        }
        synchronized (window) {
            long index = offset / pieceSize.bytes() - releasedPieces;
            if (index < 0) {
                throw Fault.of(FaultCode.STREAM_GONE, name).exception();
            }
            ByteBuffer piece = window.stream().skip(index).findFirst().orElseThrow();
            destination.put(piece.duplicate().clear().slice((int) (offset % pieceSize.bytes()), count));
        }
        return count;
    }

    private void readUpTo(long offset) throws IOException {
        while (!ended && readBytes < offset) {
            ByteBuffer piece = pieceWithRoom();
            int before = piece.position();
            int wanted = (int) Math.min(piece.remaining(), offset - readBytes);
            piece.limit(before + wanted);
            int count = pipe.read(piece);
            piece.limit(piece.capacity());
            if (count < 0) {
                ended = true;
            } else {
                tree.update(piece.duplicate().position(before).limit(before + count));
                lengthSoFar += count;
                readBytes = lengthSoFar;
            }
        }
    }

    private ByteBuffer pieceWithRoom() throws IOException {
        synchronized (window) {
            ByteBuffer last = window.peekLast();
            if (last != null && last.hasRemaining() && readBytes % pieceSize.bytes() != 0) {
                return last;
            }
        }
        // The receiver frees room when it says what it has; closing the content does when none comes back.
        room.acquireUninterruptibly();
        if (closed) {
            throw new ClosedChannelException();
        }
        ByteBuffer fresh = ByteBuffer.allocateDirect(pieceSize.bytes());
        synchronized (window) {
            window.addLast(fresh);
        }
        return fresh;
    }

    private long length() {
        return ended ? readBytes : Entry.UNKNOWN_LENGTH;
    }

    private void release(long belowPiece) {
        synchronized (window) {
            while (releasedPieces < belowPiece && isWhole(window.peekFirst())) {
                window.removeFirst();
                releasedPieces++;
                room.release();
            }
        }
    }

    private static boolean isWhole(@Nullable ByteBuffer piece) {
        return piece != null && !piece.hasRemaining();
    }

    @Override
    public ContentId contentId() throws FaultException {
        reading.lock();
        try {
            if (!ended) {
                throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "the root of a stream is known at its end only")
                        .exception();
            }
            return identity();
        } finally {
            reading.unlock();
        }
    }

    private ContentId identity() {
        if (identity == null) {
            identity = tree.finish();
        }
        return identity;
    }

    /** The pipe as one session sees it. */
    private final class Borrowed implements SharedFile {
        @Override
        public int read(long offset, ByteBuffer destination) throws FaultException {
            return PipeContent.this.read(offset, destination);
        }

        @Override
        public void pieceRead(long piece, Hash root) {
            // The tree takes every byte as it comes out of the pipe, once.
        }

        @Override
        public long length() {
            return PipeContent.this.length();
        }

        @Override
        public void release(long belowPiece) {
            PipeContent.this.release(belowPiece);
        }

        @Override
        public ContentId contentId() throws FaultException {
            return PipeContent.this.contentId();
        }

        @Override
        public void close() {
            // Whoever comes next goes on reading it.
        }
    }

    @Override
    public void close() {
        closed = true;
        room.release();
        try {
            pipe.close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }
}
