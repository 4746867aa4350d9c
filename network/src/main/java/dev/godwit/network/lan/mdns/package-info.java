/**
 * Multicast DNS on one link, RFC 6762: a responder, a querier, and what they need. Time comes in as milliseconds of any
 * steady clock, datagrams go in and out as bytes, chance comes from a generator: nothing here opens a socket, reads a
 * clock or starts a thread. Mutable objects belong to one thread. What strangers send is kept only as far as somebody
 * here asked for it, and below named caps.
 */
@NullMarked
package dev.godwit.network.lan.mdns;

import org.jspecify.annotations.NullMarked;
