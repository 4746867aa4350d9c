/**
 * What the threads of a session share: what is still to be fetched, what has become of each entry, and how one is settled.
 * Safe on every thread; waits for room, for answers and for the disk, and holds no lock across the network. {@code
 * PiecePlan} is pure.
 */
@NullMarked
package dev.godwit.transfer.receive.work;

import org.jspecify.annotations.NullMarked;
