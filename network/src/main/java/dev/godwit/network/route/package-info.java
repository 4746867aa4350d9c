/**
 * Which way leads to a peer: searches run side by side, what they find is tried as it comes, and the first that
 * authenticates wins. Each attempt has a virtual thread of its own; the race is told on the caller's. PROTOCOL.md §4.4.
 */
@NullMarked
package dev.godwit.network.route;

import org.jspecify.annotations.NullMarked;
