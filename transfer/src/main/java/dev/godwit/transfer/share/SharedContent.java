package dev.godwit.transfer.share;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.event.Problems;
import dev.godwit.wire.fault.FaultException;
import java.nio.ByteBuffer;

/** What a share offers: its entries, and their bytes. Safe on every thread; calls may block on the disk or a pipe. */
public interface SharedContent extends AutoCloseable {

    /** The entries, in the order of the manifest. */
    Listing listing();

    /**
     * A file of the listing, open to be sent in pieces; to be closed by whoever asked for it.
     *
     * @throws FaultException it changed since it was listed, or can't be read
     */
    SharedFile file(int entry) throws FaultException;

    /**
     * Reads all of a small file of the listing, and puts it behind what the buffer holds.
     *
     * @throws FaultException it changed since it was listed, or can't be read; the buffer is as it was
     */
    void readWhole(int entry, ByteBuffer destination) throws FaultException;

    /**
     * A small file was read and has this root.
     *
     * @throws FaultException when an earlier reading had another root
     */
    void wholeRead(int entry, Hash root) throws FaultException;

    /** The identity of one file: reads what nobody has asked for, then looks whether it is still the same. */
    ContentId contentId(int entry) throws FaultException;

    /** The identity of everything, as far as it can be read. PROTOCOL.md §8. */
    ContentId contentId() throws FaultException;

    /** Whether the listing, once complete, names everything that is offered; what it does not is among the problems. */
    boolean isAllListed();

    /** What can't be sent, with the reasons; what can't be listed is among them when the listing is complete. */
    Problems problems();

    @Override
    void close();
}
