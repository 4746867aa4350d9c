package dev.godwit.dht.item;

import dev.godwit.dht.bencode.BencodeEncoder;
import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.node.Id;

/** A value stored under its own hash. BEP 44, "Immutable items". */
public record ImmutableItem(BencodeValue value) implements Item {
    @Override
    public Id target() {
        return Id.sha1(BencodeEncoder.encode(value));
    }
}
