package dev.godwit.dht.bencode;

/** One of the four kinds of bencoded values. Immutable; equal when the canonical encodings are. */
public sealed interface BencodeValue permits ByteString, BencodeInteger, BencodeList, BencodeDictionary {}
