package dev.godwit.dht.rpc;

import dev.godwit.dht.bencode.ByteString;
import java.net.InetSocketAddress;

/** Bytes on their way. {@code peer} is where they go to, or where they came from. */
public record Datagram(InetSocketAddress peer, ByteString content) {}
