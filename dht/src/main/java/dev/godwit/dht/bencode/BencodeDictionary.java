package dev.godwit.dht.bencode;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bencoded dictionary, its keys in order. The typed accessors treat a value of another kind as absent, which is how a
 * total parser wants to read a peer's message.
 */
public record BencodeDictionary(SortedMap<ByteString, BencodeValue> entries) implements BencodeValue {
    /** A dictionary of these entries. */
    public BencodeDictionary {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Starts an empty dictionary. */
    public static Builder builder() {
        return new Builder();
    }

    /** The same entries, and {@code key} set to {@code value}. */
    public BencodeDictionary with(String key, BencodeValue value) {
        SortedMap<ByteString, BencodeValue> more = new TreeMap<>(entries);
        more.put(ByteString.of(key), value);
        return new BencodeDictionary(more);
    }

    /** The value of {@code key}, of whatever kind. */
    public Optional<BencodeValue> value(String key) {
        return Optional.ofNullable(entries.get(ByteString.of(key)));
    }

    /** The string of {@code key}. */
    public Optional<ByteString> bytes(String key) {
        return value(key).filter(ByteString.class::isInstance).map(ByteString.class::cast);
    }

    /** The string of {@code key} when it has exactly {@code lengthBytes} bytes. */
    public Optional<ByteString> bytes(String key, int lengthBytes) {
        return bytes(key).filter(bytes -> bytes.length() == lengthBytes);
    }

    /** The integer of {@code key}. */
    public OptionalLong integer(String key) {
        return value(key).orElse(null) instanceof BencodeInteger integer
                ? OptionalLong.of(integer.value())
                : OptionalLong.empty();
    }

    /** Whether {@code key} is a number other than zero: how BEP 5 and BEP 43 write flags. */
    public boolean flag(String key) {
        return integer(key).orElse(0) != 0;
    }

    /** The list of {@code key}. */
    public Optional<BencodeList> list(String key) {
        return value(key).filter(BencodeList.class::isInstance).map(BencodeList.class::cast);
    }

    /** The dictionary of {@code key}. */
    public Optional<BencodeDictionary> dictionary(String key) {
        return value(key).filter(BencodeDictionary.class::isInstance).map(BencodeDictionary.class::cast);
    }

    /** Collects entries in any order. Belongs to one thread. */
    public static final class Builder {
        private final SortedMap<ByteString, BencodeValue> entries = new TreeMap<>();

        private Builder() {}

        /** Sets {@code key}. */
        public Builder put(String key, BencodeValue value) {
            entries.put(ByteString.of(key), value);
            return this;
        }

        /** Sets {@code key} to a text. */
        public Builder put(String key, String text) {
            return put(key, ByteString.of(text));
        }

        /** Sets {@code key} to a number. */
        public Builder put(String key, long number) {
            return put(key, new BencodeInteger(number));
        }

        /** What was collected. */
        public BencodeDictionary build() {
            return new BencodeDictionary(entries);
        }
    }
}
