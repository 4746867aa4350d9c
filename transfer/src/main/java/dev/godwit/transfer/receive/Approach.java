package dev.godwit.transfer.receive;

import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;

/** How a download gets to its sender, at first and again after every loss. One thread. */
@FunctionalInterface
public interface Approach {

    /**
     * A channel to the sender over which hellos were exchanged; OPEN comes next on it.
     *
     * @throws dev.godwit.wire.fault.FaultException no route, wrong identity, cancelled
     */
    MessageChannel connect() throws IOException;
}
