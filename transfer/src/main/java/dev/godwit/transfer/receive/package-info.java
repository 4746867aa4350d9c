/**
 * The receiver's side: the story of one download from the first connection to everything in place, over as many
 * connections as it takes, each a {@code Session}. Blocking code on the caller's thread, with virtual threads for the
 * manifest, the control stream and each byte stream; {@code BackOff} and {@code StreamCount} are pure. Knows no sockets and
 * opens no files. PROTOCOL.md §7.
 */
@NullMarked
package dev.godwit.transfer.receive;

import org.jspecify.annotations.NullMarked;
