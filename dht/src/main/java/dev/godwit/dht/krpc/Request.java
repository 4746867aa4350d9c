package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Item;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.util.OptionalLong;
import java.util.Set;

/** What a query asks for. {@code want} names the networks whose nodes are asked for; empty: the datagram's own. BEP 32. */
public sealed interface Request {
    /** The query's name on the wire. */
    String method();

    /** Whether the answer names nodes, and so is longer than the query. */
    default boolean asksForTheWay() {
        return switch (this) {
            case FindNode _, GetPeers _, Get _, SampleInfohashes _ -> true;
            case Ping _, AnnouncePeer _, Put _ -> false;
        };
    }

    /** Are you there? BEP 5. */
    record Ping() implements Request {
        @Override
        public String method() {
            return "ping";
        }
    }

    /** Who is near {@code target}? BEP 5. */
    record FindNode(Id target, Set<Family> want) implements Request {
        @Override
        public String method() {
            return "find_node";
        }
    }

    /**
     * Who has {@code infoHash}, or is near it? BEP 5.
     *
     * @param noSeeds leave complete peers out. BEP 33
     * @param scrape count peers instead. BEP 33
     */
    record GetPeers(Id infoHash, Set<Family> want, boolean noSeeds, boolean scrape) implements Request {
        @Override
        public String method() {
            return "get_peers";
        }
    }

    /**
     * I have {@code infoHash}. BEP 5.
     *
     * @param port where the peer listens, unless {@code impliedPort} says: where this datagram came from
     * @param seed that the peer is complete. BEP 33
     */
    record AnnouncePeer(Id infoHash, int port, boolean impliedPort, ByteString token, boolean seed) implements Request {
        @Override
        public String method() {
            return "announce_peer";
        }
    }

    /**
     * What is stored under {@code target}, or who is near it? BEP 44.
     *
     * @param newerThan leave the value out unless its sequence number is greater
     */
    record Get(Id target, OptionalLong newerThan, Set<Family> want) implements Request {
        @Override
        public String method() {
            return "get";
        }
    }

    /**
     * Store {@code item}. BEP 44.
     *
     * @param expected only if the stored item has this sequence number ({@code cas})
     */
    record Put(Item item, ByteString token, OptionalLong expected) implements Request {
        @Override
        public String method() {
            return "put";
        }
    }

    /** Which info-hashes do you know, and who is near {@code target}? BEP 51. */
    record SampleInfohashes(Id target, Set<Family> want) implements Request {
        @Override
        public String method() {
            return "sample_infohashes";
        }
    }
}
