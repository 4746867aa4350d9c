package dev.godwit.wire.link;

import dev.godwit.wire.identity.PeerId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** How to get a stream to a peer. Blocking, any thread. */
@FunctionalInterface
public interface Dialer {

    /**
     * A new stream to whoever proves an identity at {@code address}.
     *
     * @param expected who it must be; empty when it is for the caller to ask more of it
     * @throws dev.godwit.wire.fault.FaultException no route, identity mismatch, protocol violation or cancelled
     */
    ByteStream dial(Optional<PeerId> expected, InetSocketAddress address) throws IOException;
}
