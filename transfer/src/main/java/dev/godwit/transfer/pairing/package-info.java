/**
 * Proving that two peers have the same code: EC-J-PAKE (RFC 8236) inside a TLS stream, bound to both identities, their
 * roles and the stream, and confirmed both ways. The sender counts wrong tries. Blocks on the stream's own thread; knows
 * nothing of how the peers found each other. PROTOCOL.md §3.3.
 */
@NullMarked
package dev.godwit.transfer.pairing;

import org.jspecify.annotations.NullMarked;
