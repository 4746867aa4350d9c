package dev.godwit.transfer.engine;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.share.Listing;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.transfer.share.SharedFile;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** Content whose disk or pipe says nothing from some byte on, and whose roots take as long, until told to go on. */
final class StallingContent implements SharedContent {
    private final SharedContent content;
    private final long stallsAt;
    private final CountDownLatch goOn = new CountDownLatch(1);
    final CountDownLatch stalled = new CountDownLatch(1);
    /** A root was found. */
    final CountDownLatch answered = new CountDownLatch(1);
    /** The first entry's file is found changed when this piece of it has been read; of others nothing. */
    volatile long changedAtPiece = Long.MAX_VALUE;
    /** Roots of entries below this one take no time. */
    volatile int answersBelow;

    /** @param stallsAt of each file; whole reading of small ones stalls if it is 0 */
    StallingContent(SharedContent content, long stallsAt) {
        this.content = content;
        this.stallsAt = stallsAt;
    }

    void goOn() {
        goOn.countDown();
    }

    private void stall() {
        stalled.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Listing listing() {
        return content.listing();
    }

    @Override
    public SharedFile file(int entry) throws FaultException {
        return new StallingFile(entry, content.file(entry));
    }

    @Override
    public void readWhole(int entry, ByteBuffer destination) throws FaultException {
        if (stallsAt == 0) {
            stall();
        }
        content.readWhole(entry, destination);
    }

    @Override
    public void wholeRead(int entry, Hash root) throws FaultException {
        content.wholeRead(entry, root);
    }

    @Override
    public ContentId contentId(int entry) throws FaultException {
        if (goOn.getCount() > 0 && entry >= answersBelow) {
            stall();
        }
        try {
            return content.contentId(entry);
        } finally {
            answered.countDown();
        }
    }

    @Override
    public ContentId contentId() throws FaultException {
        return content.contentId();
    }

    @Override
    public boolean isAllListed() {
        return content.isAllListed();
    }

    @Override
    public Problems problems() {
        return content.problems();
    }

    @Override
    public void close() {
        content.close();
    }

    private final class StallingFile implements SharedFile {
        private final int entry;
        private final SharedFile file;

        StallingFile(int entry, SharedFile file) {
            this.entry = entry;
            this.file = file;
        }

        @Override
        public int read(long offset, ByteBuffer destination) throws FaultException {
            if (offset + destination.remaining() > stallsAt) {
                stall();
            }
            return file.read(offset, destination);
        }

        @Override
        public void pieceRead(long piece, Hash root) throws FaultException {
            if (entry == 0 && piece >= changedAtPiece) {
                throw Fault.of(FaultCode.SOURCE_CHANGED, "the first").exception();
            }
            file.pieceRead(piece, root);
        }

        @Override
        public long length() {
            return file.length();
        }

        @Override
        public void release(long belowPiece) {
            file.release(belowPiece);
        }

        @Override
        public ContentId contentId() throws FaultException {
            return file.contentId();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
