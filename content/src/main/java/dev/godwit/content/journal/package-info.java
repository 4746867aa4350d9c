/**
 * The memory of a transfer that may be killed at any moment: an append-only file of the pieces that were written to the
 * partial file, each with its root, and another of the files of a tree that are complete. Nothing is forced per piece:
 * whoever resumes reads every recorded piece back from the partial file and compares its hash with the recorded root, so
 * it does not matter in which order the system brought data and records to the disk; a record without its data is merely
 * a piece to fetch again. A torn or damaged end is cut off. Blocking, on the caller's thread; appending is thread-safe. It
 * never trusts what it reads without its checksum.
 */
@NullMarked
package dev.godwit.content.journal;

import org.jspecify.annotations.NullMarked;
