package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.Item;
import dev.godwit.dht.item.MutableItem;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An item as a response carries it: without its salt, which the asking node knows, and without its value when that is not
 * newer than what the asking node has. BEP 44.
 */
public record ItemFields(
        Optional<BencodeValue> value, Optional<Ed25519Key> key, OptionalLong sequence, Optional<ByteString> signature) {
    /** All of {@code item}. */
    public static ItemFields of(Item item) {
        return switch (item) {
            case ImmutableItem immutable ->
                new ItemFields(
                        Optional.of(immutable.value()), Optional.empty(), OptionalLong.empty(), Optional.empty());
            case MutableItem mutable ->
                new ItemFields(
                        Optional.of(mutable.value()),
                        Optional.of(mutable.key()),
                        OptionalLong.of(mutable.sequence()),
                        Optional.of(mutable.signature()));
        };
    }

    /** The number only, for those who have the value. */
    public static ItemFields sequenceOnly(long sequence) {
        return new ItemFields(Optional.empty(), Optional.empty(), OptionalLong.of(sequence), Optional.empty());
    }

    /** The mutable item of {@code expectedKey} and {@code salt}, not yet verified; empty when this is none. */
    public Optional<MutableItem> mutable(Ed25519Key expectedKey, ByteString salt) {
        if (value.isEmpty() || signature.isEmpty() || sequence.isEmpty() || sequence.getAsLong() < 0) {
            return Optional.empty();
        }
        if (key.isPresent() && !key.get().equals(expectedKey)) {
            return Optional.empty();
        }
        MutableItem item = new MutableItem(expectedKey, salt, sequence.getAsLong(), value.get(), signature.get());
        return Optional.of(item).filter(whole -> whole.valueBytes() <= Item.VALUE_BYTES_MAX);
    }

    /** The immutable item; empty when this is none. Whether it is the right one, its target tells. */
    public Optional<ImmutableItem> immutable() {
        return value.map(ImmutableItem::new).filter(whole -> whole.valueBytes() <= Item.VALUE_BYTES_MAX);
    }
}
