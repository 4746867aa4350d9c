package dev.godwit.dht.bencode;

/** A bencoded integer. Numbers beyond 64 bits do not occur in the DHT and are refused by the decoder. */
public record BencodeInteger(long value) implements BencodeValue {}
