/**
 * What is offered and found on a local network, and how DNS-SD (RFC 6763) says it: tags, offers, findings, and the
 * names and records that stand for them. PROTOCOL.md §4.5. Immutable values; no sockets, no clock, no threads.
 */
@NullMarked
package dev.godwit.network.lan.service;

import org.jspecify.annotations.NullMarked;
