/**
 * The byte streams: asks for what is on the board, takes the answers, and hashes each byte before anything is kept. One
 * virtual thread for each stream, blocking on the network and on the disk; {@code RequestWindow} is pure. Never decides
 * what is wanted. PROTOCOL.md §7.3 to §7.5.
 */
@NullMarked
package dev.godwit.transfer.receive.fetch;

import org.jspecify.annotations.NullMarked;
