package dev.godwit.wire.link;

import dev.godwit.wire.identity.PeerId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** How to get a stream to a peer. Blocking, any thread. */
public interface Dialer {

    /**
     * A new stream to {@code peer}: the first of {@code addresses} that answers and proves to be that peer.
     *
     * @throws dev.godwit.wire.fault.FaultException no route, identity mismatch, protocol violation or cancelled
     */
    ByteStream dial(PeerId peer, List<InetSocketAddress> addresses) throws IOException;
}
