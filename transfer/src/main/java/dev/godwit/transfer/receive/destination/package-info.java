/**
 * Where verified content goes, and what is remembered of it for a later run: partial files with their journals, or standard
 * output. Blocks on the disk, on the threads of whoever writes; verifies nothing but what an earlier run has left, and
 * knows no network.
 */
@NullMarked
package dev.godwit.transfer.receive.destination;

import org.jspecify.annotations.NullMarked;
