/**
 * A node of the Mainline DHT as a library: begin with {@link dev.godwit.dht.Dht}. One thread drives the protocol, which is
 * {@link dev.godwit.dht.engine} and knows neither sockets nor clocks; callers may be on any thread, virtual ones included,
 * and what they give to be called is called on threads of its own, never on the driving one. Nothing here keeps a key or
 * writes a file.
 */
@NullMarked
package dev.godwit.dht;

import org.jspecify.annotations.NullMarked;
