/**
 * What BEP 44 stores: immutable items under the hash of their value, mutable ones under the hash of an Ed25519 key, signed
 * and numbered. Immutable values; the verifier holds a cache and belongs to one thread. Nothing here holds a private key:
 * a {@link dev.godwit.dht.item.Signer} does.
 */
@NullMarked
package dev.godwit.dht.item;

import org.jspecify.annotations.NullMarked;
