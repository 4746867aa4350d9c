package dev.godwit.dht.item;

import dev.godwit.dht.bencode.BencodeEncoder;
import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.node.Id;

/** A value that the DHT keeps for some hours. BEP 44. */
public sealed interface Item permits ImmutableItem, MutableItem {
    /** A bencoded value of more bytes is refused by every node. BEP 44. */
    int VALUE_BYTES_MAX = 1_000;

    /** Where it is stored. */
    Id target();

    /** What is stored. */
    BencodeValue value();

    /** Length of the bencoded value, which is what nodes count. */
    default int valueBytes() {
        return BencodeEncoder.encode(value()).length;
    }
}
