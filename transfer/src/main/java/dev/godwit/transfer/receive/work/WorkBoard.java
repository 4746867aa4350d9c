package dev.godwit.transfer.receive.work;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is to be fetched in one session, in the order of the manifest: planned ahead no further than it has room, and
 * taken by the streams. Nothing can be taken before it is opened. Thread-safe.
 */
public final class WorkBoard {
    private static final int SMALL_FILES_MAX = 8_192;
    private static final int LARGE_FILES_MAX = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Work> waiting = new ArrayDeque<>();
    private int smallFiles;
    private int largeFiles;
    private boolean opened;
    private boolean closed;

    /** Something to fetch. */
    public sealed interface Work permits SmallBatch, LargeFile {}

    /** What one request asks for. */
    public sealed interface Taken {
        /** Small files. */
        record Small(SmallBatch batch) implements Taken {}

        /** Pieces of a file. */
        record Pieces(LargeFile file, PieceRange range) implements Taken {}
    }

    /** Adds small files; waits while there is no room. */
    public void add(SmallBatch batch) throws FaultException {
        lock.lock();
        try {
            awaitRoom(() -> smallFiles < SMALL_FILES_MAX);
            smallFiles += batch.files().size();
            waiting.addLast(batch);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes sure of the room for a large file, before it is opened; waits while there is none. */
    public void reserve() throws FaultException {
        lock.lock();
        try {
            awaitRoom(() -> largeFiles < LARGE_FILES_MAX);
            largeFiles++;
        } finally {
            lock.unlock();
        }
    }

    /** The large file that there was room for could not be opened. */
    public void release() {
        lock.lock();
        try {
            largeFiles--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds a file whose pieces are missing or claimed, after {@link #reserve}. */
    public void add(LargeFile file) {
        lock.lock();
        try {
            file.plan().giveBackAll();
            waiting.addLast(file);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private interface Room {
        boolean isThere();
    }

    private void awaitRoom(Room room) throws FaultException {
        while (!room.isThere() && !closed) {
            // Waiting for the rest of the plan would now wait for itself.
            opened = true;
            changed.signalAll();
            changed.awaitUninterruptibly();
        }
        if (closed) {
            throw Fault.of(FaultCode.CONNECTION_LOST, "the session has ended").exception();
        }
    }

    /** Nothing came of it: another stream may take it. */
    public void giveBack(Taken taken) {
        lock.lock();
        try {
            switch (taken) {
                case Taken.Small(SmallBatch batch) -> {
                    smallFiles += batch.files().size();
                    waiting.addFirst(batch);
                }
                case Taken.Pieces(LargeFile file, PieceRange range) -> {
                    file.plan().giveBack(range);
                    if (!waiting.contains(file)) {
                        waiting.addFirst(file);
                    }
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on it can be taken from. */
    public void open() {
        lock.lock();
        try {
            opened = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what comes first, at most {@code pieceBytes} of pieces; empty when nothing waits now. */
    public Optional<Taken> poll(long pieceBytes) {
        lock.lock();
        try {
            return opened && !closed ? next(pieceBytes) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #poll}, but waits until there is something; empty when it is closed. */
    public Optional<Taken> take(long pieceBytes) {
        lock.lock();
        try {
            while (!closed) {
                Optional<Taken> next = opened ? next(pieceBytes) : Optional.empty();
                if (next.isPresent()) {
                    return next;
                }
                changed.awaitUninterruptibly();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Taken> next(long pieceBytes) {
        for (Iterator<Work> all = waiting.iterator(); all.hasNext(); ) {
            switch (all.next()) {
                case SmallBatch batch -> {
                    all.remove();
                    smallFiles -= batch.files().size();
                    changed.signalAll();
                    return Optional.of(new Taken.Small(batch));
                }
                case LargeFile file -> {
                    long pieces =
                            Math.clamp(pieceBytes / file.entry().pieceSize().bytes(), 1, Limits.GET_PIECES_MAX);
                    Optional<PieceRange> range =
                            file.isFailed() ? Optional.empty() : file.plan().take((int) pieces);
                    if (range.isPresent()) {
                        return Optional.of(new Taken.Pieces(file, range.get()));
                    }
                    all.remove();
                }
            }
        }
        return Optional.empty();
    }

    /** A piece is verified and kept; true when it was the last of its file. */
    public boolean done(LargeFile file, long piece) {
        lock.lock();
        try {
            file.plan().done(piece);
            return file.plan().isComplete();
        } finally {
            lock.unlock();
        }
    }

    /** A piece that an earlier run claimed is damaged. */
    public void refute(LargeFile file, long piece) {
        lock.lock();
        try {
            file.plan().refute(piece);
            if (!waiting.contains(file)) {
                waiting.addFirst(file);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A stream has this many pieces; true when all of them are here. */
    public boolean end(LargeFile file, long pieces) {
        lock.lock();
        try {
            file.plan().end(pieces);
            return file.plan().isComplete();
        } finally {
            lock.unlock();
        }
    }

    /** Whether all pieces of the file are here. */
    public boolean isComplete(LargeFile file) {
        lock.lock();
        try {
            return file.plan().isComplete();
        } finally {
            lock.unlock();
        }
    }

    /** The first claim of an earlier run that is still to be looked at; empty when there is none, or nobody works. */
    public OptionalLong firstClaim(LargeFile file) {
        lock.lock();
        try {
            return closed ? OptionalLong.empty() : file.plan().firstClaim();
        } finally {
            lock.unlock();
        }
    }

    /** Index of the first piece that is not done. */
    long firstNotDone(LargeFile file) {
        lock.lock();
        try {
            return file.plan().firstNotDone();
        } finally {
            lock.unlock();
        }
    }

    /** A file is settled: there is room for another. */
    void settled(LargeFile file) {
        lock.lock();
        try {
            waiting.remove(file);
            largeFiles--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #close} was said. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody works on it any more: whoever waits goes home. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
