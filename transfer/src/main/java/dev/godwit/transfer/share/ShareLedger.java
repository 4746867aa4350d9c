package dev.godwit.transfer.share;

import dev.godwit.wire.message.Receipt;
import java.io.IOException;

/** The durable side of a share: what must survive a restart of the sender. Safe on every thread. */
public interface ShareLedger {

    /** Remembers, before it returns, that a download is complete, with the receiver's signature of the receipt. */
    void downloadCompleted(Receipt receipt, byte[] signature) throws IOException;
}
