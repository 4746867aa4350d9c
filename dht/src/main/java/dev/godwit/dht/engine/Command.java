package dev.godwit.dht.engine;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.Item;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.node.Id;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/** What a node can be told to do. Each ends with one {@link Output.Finished}. */
public sealed interface Command {
    /** Find the nodes closest to {@code target}, and nothing else. BEP 5. */
    record FindNodes(Id target) implements Command {}

    /** Find peers of {@code infoHash}. BEP 5. */
    record FindPeers(Id infoHash) implements Command {}

    /**
     * Find peers of {@code infoHash}, and say that this host is one. BEP 5.
     *
     * @param port where the peer listens, unless {@code impliedPort} says: on the DHT's own port, as a NAT shows it
     * @param seed that the peer is complete. BEP 33
     */
    record Announce(Id infoHash, int port, boolean impliedPort, boolean seed) implements Command {}

    /** Find the item of {@code key} and {@code salt} with the greatest number. BEP 44. */
    record GetMutable(Ed25519Key key, ByteString salt) implements Command {
        /** Where it is stored. */
        public Id target() {
            return MutableItem.target(key, salt);
        }
    }

    /** Find the value whose hash {@code target} is. BEP 44. */
    record GetImmutable(Id target) implements Command {}

    /**
     * Store {@code item}. BEP 44.
     *
     * @param expected store only where the item has this number now
     */
    record Put(Item item, OptionalLong expected) implements Command {}

    /** See whether a node is at {@code address}; it then joins the routing table. BEP 5. */
    record Ping(InetSocketAddress address) implements Command {}
}
