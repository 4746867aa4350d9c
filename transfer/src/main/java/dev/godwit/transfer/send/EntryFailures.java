package dev.godwit.transfer.send;

import dev.godwit.transfer.share.Share;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;

/** Entries that one receiver is told it can not have: noted for people, and so that it may come again. Thread-safe. */
final class EntryFailures {
    private final Share share;
    private final PeerId receiver;

    EntryFailures(Share share, PeerId receiver) {
        this.share = share;
        this.receiver = receiver;
    }

    /**
     * Notes that an entry can not be sent, and returns what the receiver is to be told.
     *
     * @throws FaultException the same, when the rest can not go on without the entry
     */
    Fault note(int entry, FaultException failure) throws FaultException {
        SharedContent content = share.content();
        if (!SourceFaults.concernsOneEntry(failure.fault().code())
                || content.listing().isSingleFile()) {
            throw failure;
        }
        content.problems().add(content.listing().pathText(entry), failure.fault());
        share.lacks(receiver);
        return failure.fault();
    }
}
