/**
 * The one place that opens destination paths. A receive root holds its directory open, and every name is resolved inside
 * that directory by the kernel: a partial file under a random name, then a rename into place by the rule for conflicts.
 * Blocking, on the caller's thread; a root and its partial files may be shared by threads. It never follows a symbolic
 * link, never writes into a file it did not create, never removes one either, and never sets setuid, setgid or sticky.
 */
@NullMarked
package dev.godwit.content.receive;

import org.jspecify.annotations.NullMarked;
