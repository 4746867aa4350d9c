/**
 * Who a peer is: an Ed25519 key pair, and the text form of its public half. Values and pure functions, safe on every
 * thread; never touches files (the node keeps the key) and never sees TLS (the network binds the key to a certificate).
 * PROTOCOL.md §2.
 */
@NullMarked
package dev.godwit.wire.identity;

import org.jspecify.annotations.NullMarked;
