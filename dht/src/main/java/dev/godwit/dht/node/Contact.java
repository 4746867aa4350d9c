package dev.godwit.dht.node;

import java.net.InetSocketAddress;

/** A node as others name it: its id and where it listens. The address is resolved. */
public record Contact(Id id, InetSocketAddress address) {
    /** A contact; a name that was not resolved is refused. */
    public Contact {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(address + " is not resolved");
        }
    }

    /** The network that it is in. */
    public Family family() {
        return Family.of(address);
    }
}
