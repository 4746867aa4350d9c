/**
 * Discovery on the local network: announces offers and searches for those of others by multicast DNS and DNS-SD
 * (PROTOCOL.md §4.5). {@link dev.godwit.network.lan.Lan} is the way in. One daemon thread, {@code lan}, waits for the
 * sockets of all links and calls back; it never blocks on anything else. What is found is a candidate and no more:
 * whoever connects to it authenticates it.
 */
@NullMarked
package dev.godwit.network.lan;

import org.jspecify.annotations.NullMarked;
