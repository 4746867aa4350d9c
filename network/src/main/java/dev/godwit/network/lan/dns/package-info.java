/**
 * DNS messages as multicast DNS uses them: names, questions, records, and their form in bytes (RFC 1035 §4, RFC 6762
 * §18). Values are immutable; reading is total: a datagram is a message or a {@link DnsFormatException}. Runs on its
 * caller's thread; opens no socket and reads no clock.
 */
@NullMarked
package dev.godwit.network.lan.dns;

import org.jspecify.annotations.NullMarked;
