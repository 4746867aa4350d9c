/**
 * Records in the form of pkarr: a DNS packet (RFC 1035) of TXT records, named after the Ed25519 key that signs it and stored
 * as a mutable item of BEP 44. So what this program publishes, other programs and HTTP relays of that form can read.
 * Immutable values, pure computation; the parser is total.
 */
@NullMarked
package dev.godwit.dht.record;

import org.jspecify.annotations.NullMarked;
