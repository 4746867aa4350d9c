package dev.godwit.transfer.engine;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** Content whose disk or pipe says nothing from some byte on, and whose root takes as long, until told to go on. */
final class StallingContent implements SharedContent {
    private final SharedContent content;
    private final long stallsAt;
    private final CountDownLatch goOn = new CountDownLatch(1);
    final CountDownLatch stalled = new CountDownLatch(1);

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
    public Entry entry() throws FaultException {
        return content.entry();
    }

    @Override
    public int read(long offset, ByteBuffer destination) throws FaultException {
        if (offset + destination.remaining() > stallsAt) {
            stall();
        }
        return content.read(offset, destination);
    }

    @Override
    public void pieceRead(long piece, Hash root) throws FaultException {
        content.pieceRead(piece, root);
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public void release(long belowPiece) {
        content.release(belowPiece);
    }

    @Override
    public ContentId contentId() throws FaultException {
        if (goOn.getCount() > 0) {
            stall();
        }
        return content.contentId();
    }

    @Override
    public void close() {
        content.close();
    }
}
