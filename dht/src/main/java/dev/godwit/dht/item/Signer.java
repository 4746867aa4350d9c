package dev.godwit.dht.item;

import dev.godwit.dht.bencode.ByteString;

/** Signs with a key that stays where it is: the caller's identity. Implementations are safe on every thread. */
public interface Signer {
    /** The public half. */
    Ed25519Key publicKey();

    /** The Ed25519 signature of {@code message}, {@value MutableItem#SIGNATURE_BYTES} bytes. */
    ByteString sign(byte[] message);
}
