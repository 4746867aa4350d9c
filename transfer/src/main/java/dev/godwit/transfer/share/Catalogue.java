package dev.godwit.transfer.share;

import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;

/** The shares of this peer. Safe on every thread. */
public interface Catalogue {

    /**
     * The live share with this id.
     *
     * @throws FaultException not found, expired, exhausted, or refused for the wrong capability
     */
    Share find(ShareId shareId, Capability capability) throws FaultException;
}
