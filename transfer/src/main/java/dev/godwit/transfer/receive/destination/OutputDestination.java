package dev.godwit.transfer.receive.destination;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Standard output: pieces in order, each held until it is whole and verified, so that a lost connection never leaves half
 * of one behind. For one stream's thread.
 */
public final class OutputDestination implements Destination {
    private final WritableByteChannel output;
    private final PieceRoots roots;
    private final ByteBuffer piece;

    /** Writes to {@code output}, which stays open. */
    public OutputDestination(WritableByteChannel output, Entry.File entry) {
        this.output = output;
        this.roots = new PieceRoots(entry);
        this.piece = ByteBuffer.allocateDirect(entry.pieceSize().bytes());
    }

    @Override
    public List<Long> claimed() {
        return List.of();
    }

    @Override
    public int lengthOf(long index) {
        return 0;
    }

    @Override
    public boolean verifies(long index) {
        return false;
    }

    @Override
    public void write(long offset, ByteBuffer data) {
        place(offset).put(data);
    }

    @Override
    public void writeZeros(long offset, int length) {
        place(offset).put(ByteBuffer.allocate(length));
    }

    private ByteBuffer place(long offset) {
        return piece.position((int) (offset % piece.capacity()));
    }

    @Override
    public void pieceDone(long index, Hash root) throws FaultException {
        roots.put(index, root);
        piece.flip();
        try {
            while (piece.hasRemaining()) {
                output.write(piece);
            }
        } catch (IOException e) {
            throw FileFaults.ofTarget(e, "standard output");
        }
        piece.clear();
    }

    @Override
    public void end(long length) throws FaultException {
        roots.end(length);
    }

    @Override
    public ContentId contentId() {
        return roots.contentId();
    }

    @Override
    public void discard() {
        // What was written can not be taken back.
    }

    @Override
    public @Nullable String finish() {
        return null;
    }

    @Override
    public void close() {
        // Standard output belongs to the process.
    }
}
