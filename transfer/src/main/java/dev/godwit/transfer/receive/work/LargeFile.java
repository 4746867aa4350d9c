package dev.godwit.transfer.receive.work;

import dev.godwit.content.manifest.Entry;
import dev.godwit.transfer.receive.destination.Destination;
import dev.godwit.transfer.receive.work.WorkBoard.Work;
import dev.godwit.wire.fault.FaultException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A file that is fetched in pieces, by several streams at once. Its plan belongs to the board. */
public final class LargeFile implements Work, AutoCloseable {
    private final Entry.File entry;
    private final String name;
    private final Destination destination;
    private final PiecePlan plan;
    private final AtomicBoolean settling = new AtomicBoolean();
    private volatile @Nullable DirectoryNode parent;
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile long streamLength = Entry.UNKNOWN_LENGTH;

    /** @param name its path, for people */
    public LargeFile(Entry.File entry, String name, Destination destination) {
        this.entry = entry;
        this.name = name;
        this.destination = destination;
        this.plan =
                new PiecePlan(entry.hasLength() ? entry.pieceSize().count(entry.length()) : PiecePlan.UNKNOWN_COUNT);
        destination.claimed().forEach(plan::claim);
    }

    /** What the manifest says. */
    public Entry.File entry() {
        return entry;
    }

    /** Its path, for people. */
    public String name() {
        return name;
    }

    /** Where it is kept. */
    public Destination destination() {
        return destination;
    }

    /** Bytes in the pieces that an earlier run claims to have. */
    public long claimedBytes() {
        return destination.claimed().stream().mapToLong(destination::lengthOf).sum();
    }

    PiecePlan plan() {
        return plan;
    }

    /** In this session it is an open entry of that directory. */
    public void parent(DirectoryNode node) {
        parent = node;
    }

    /** It is settled. */
    void leaveParent() throws FaultException {
        DirectoryNode node = parent;
        if (node != null) {
            if (isFailed()) {
                node.lacks();
            }
            node.leave();
        }
    }

    /** Whether the caller is the one who settles it. */
    boolean beginSettling() {
        return settling.compareAndSet(false, true);
    }

    /** A connection was lost while it was being settled: that has to be done again. */
    void reopen() {
        settling.set(false);
    }

    /** It can not be had any more, and what still comes of it is dropped; false when that was known. */
    boolean fail() {
        return failed.compareAndSet(false, true);
    }

    /** Whether {@link #fail} was said. */
    public boolean isFailed() {
        return failed.get();
    }

    /** The length of a stream, once its end was seen. */
    public long streamLength() {
        return streamLength;
    }

    /** The end of the stream was seen. */
    public void streamLength(long bytes) {
        streamLength = bytes;
    }

    @Override
    public void close() {
        destination.close();
    }
}
