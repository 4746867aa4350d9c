package dev.godwit.transfer.receive.destination;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where verified content goes. Calls for different pieces may come from several threads; all may block on the disk. */
public interface Destination extends AutoCloseable {

    /** Pieces that an earlier run claims to have. */
    List<Long> claimed();

    /** Bytes in a claimed piece, as far as that can be known. */
    int lengthOf(long piece);

    /** Whether a claimed piece is whole: reads it back and hashes it. */
    boolean verifies(long piece) throws FaultException;

    /** Keeps verified bytes of one piece. */
    void write(long offset, ByteBuffer data) throws FaultException;

    /** Keeps zeros, as a hole where that is possible. */
    void writeZeros(long offset, int length) throws FaultException;

    /** A piece is verified and written: from now on it survives the process. */
    void pieceDone(long piece, Hash root) throws FaultException;

    /** The length of a stream is known now. */
    void end(long length) throws FaultException;

    /** The identity of what was kept, once every piece is done. */
    ContentId contentId();

    /** Removes it with everything that a later run would need. */
    void discard() throws FaultException;

    /** Puts the content in place under its final name; returns where, or null where there is no name. */
    @Nullable
    String finish() throws FaultException;

    /** Leaves what is verified for a later run. */
    @Override
    void close();
}
