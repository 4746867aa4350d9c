/**
 * Who is in the DHT: identifiers and their XOR metric (BEP 5), identifiers bound to addresses (BEP 42), contacts, and which
 * addresses a public or a private network speaks with. Immutable values and pure computation; nothing resolves a name.
 */
@NullMarked
package dev.godwit.dht.node;

import org.jspecify.annotations.NullMarked;
