/**
 * How the two sides of a share find each other: what a receiver knows (a ticket, a code, an address) becomes searches that
 * race, and what a sender offers is announced. Blocks on the caller's thread; proves nothing by itself: who is found is
 * asked for its identity or its code. PROTOCOL.md §4.4.
 */
@NullMarked
package dev.godwit.node.finding;

import org.jspecify.annotations.NullMarked;
