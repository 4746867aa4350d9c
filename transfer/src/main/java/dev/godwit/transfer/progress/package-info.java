/**
 * How far a transfer is, how fast, and what holds it back. Counters are safe on every thread; the arithmetic reads no
 * clock of its own. Only {@code ProgressTicker} has a thread, and it never blocks on the network or on files.
 */
@NullMarked
package dev.godwit.transfer.progress;

import org.jspecify.annotations.NullMarked;
