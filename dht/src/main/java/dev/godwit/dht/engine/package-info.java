/**
 * One DHT node without a network, a clock or a thread: datagrams, commands and the time go in, datagrams, findings and the
 * next time to wake up come out. Begin with {@link dev.godwit.dht.engine.DhtEngine}. Everything here belongs to the one
 * thread that drives the engine, and given the same inputs and random numbers does the same again.
 */
@NullMarked
package dev.godwit.dht.engine;

import org.jspecify.annotations.NullMarked;
