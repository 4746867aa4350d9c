/**
 * The receiver's side: the story of one download from the first connection to the file in place, over as many
 * connections as it takes. {@code PiecePlan}, {@code RequestWindow} and {@code BackOff} are pure; streams are fetched on
 * virtual threads of their own; knows no sockets. PROTOCOL.md §7.
 */
@NullMarked
package dev.godwit.transfer.receive;

import org.jspecify.annotations.NullMarked;
