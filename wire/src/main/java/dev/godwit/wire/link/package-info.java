/**
 * The ports that engine and network meet at: authenticated byte streams, and how to get one. Interfaces and values only;
 * the network implements them, the engine blocks on them. PROTOCOL.md §4.
 */
@NullMarked
package dev.godwit.wire.link;

import org.jspecify.annotations.NullMarked;
