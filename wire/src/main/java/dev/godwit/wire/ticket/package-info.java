/**
 * Tickets: everything a receiver needs in one {@code godwit:} URI, and the share ids and capabilities in it. Values and
 * total parsers, safe on every thread; never resolves a name. PROTOCOL.md §3.
 */
@NullMarked
package dev.godwit.wire.ticket;

import org.jspecify.annotations.NullMarked;
