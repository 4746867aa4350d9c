/**
 * Direct TCP: listening, and connecting to the first of several addresses that answers. Blocking sockets, one thread a
 * connection; hands out streams only after TLS has proven who is there. RFC 8305 for the race of addresses.
 */
@NullMarked
package dev.godwit.network.tcp;

import org.jspecify.annotations.NullMarked;
