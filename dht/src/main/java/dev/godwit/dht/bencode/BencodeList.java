package dev.godwit.dht.bencode;

import java.util.List;

/** A bencoded list. */
public record BencodeList(List<BencodeValue> values) implements BencodeValue {
    /** A list of these values, in this order. */
    public BencodeList {
        values = List.copyOf(values);
    }
}
