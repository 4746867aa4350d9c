/**
 * TLS 1.3 with both sides authenticated by their Godwit identity: credentials, the check of a peer's certificate, and a
 * blocking stream over a socket and a BoringSSL engine. Streams belong to their callers' threads; one watching thread
 * ends those that fall silent. Never reads a message. PROTOCOL.md §4.1.
 */
@NullMarked
package dev.godwit.network.tls;

import org.jspecify.annotations.NullMarked;
