package dev.godwit.wire.link;

import java.net.InetSocketAddress;

/**
 * How bytes reach a peer.
 *
 * @param kind by what means
 * @param remote the peer's address as seen from here
 */
public record Route(Kind kind, InetSocketAddress remote) {

    /** By what means bytes travel. */
    public enum Kind {
        /** A direct TCP connection. */
        TCP;

        /** The word in events and on the screen. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The remote address as {@code host:port}, IPv6 in brackets. */
    public String remoteText() {
        return Addresses.text(remote);
    }
}
