package dev.godwit.transfer.share;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;

/** One file or pipe of a share, read and hashed at the same time. Safe on every thread; calls may block. */
public interface SharedFile extends AutoCloseable {

    /**
     * Fills {@code destination} from {@code offset} bytes on, or up to the end.
     *
     * @return how many bytes were read; fewer than asked only at the end
     * @throws FaultException the source changed, can't be read, or (a pipe) has passed that part
     */
    int read(long offset, ByteBuffer destination) throws FaultException;

    /**
     * A piece was read and has this root.
     *
     * @throws FaultException when an earlier reading had another root, or the source has changed since it was opened
     */
    void pieceRead(long piece, Hash root) throws FaultException;

    /** The length in bytes; {@link Entry#UNKNOWN_LENGTH} for a pipe whose end was not read yet. */
    long length();

    /** No piece below this one will be asked for again. */
    default void release(long belowPiece) {}

    /** The identity of the whole: reads what nobody has asked for, then looks whether the source is still the same. */
    ContentId contentId() throws FaultException;

    @Override
    void close();
}
