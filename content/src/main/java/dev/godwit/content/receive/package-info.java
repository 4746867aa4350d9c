/**
 * The one place that opens destination paths. A receive root holds its directory open, and every directory beneath is
 * opened inside the one above it by the kernel: small files are written at once, large ones as partial files under a random
 * name, then renamed into place by the rule for conflicts. Blocking, on the caller's thread; all of it may be shared by
 * threads. It never follows a symbolic link, never makes one that leads out, never writes into a file it did not create,
 * never removes one either, and never sets setuid, setgid or sticky.
 */
@NullMarked
package dev.godwit.content.receive;

import org.jspecify.annotations.NullMarked;
