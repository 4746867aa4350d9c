/**
 * Iterative look-ups: whom to ask next on the way to a target, when nobody closer is left, and on which nodes to store. BEP 5
 * (Kademlia), with defences against nodes that name nodes which are not there or crowd around a target. Pure logic without
 * time, network or messages; each look-up belongs to one thread.
 */
@NullMarked
package dev.godwit.dht.lookup;

import org.jspecify.annotations.NullMarked;
