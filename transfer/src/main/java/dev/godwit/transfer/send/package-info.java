/**
 * The sender's side of a session: who may open a share, its manifest, and pieces read, hashed and sent as they are asked
 * for. Each stream is served on its own thread, top to bottom; knows no sockets and no destinations. PROTOCOL.md §7.
 */
@NullMarked
package dev.godwit.transfer.send;

import org.jspecify.annotations.NullMarked;
