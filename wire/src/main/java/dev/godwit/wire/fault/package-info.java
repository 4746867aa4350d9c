/**
 * Failures as one table: what goes over the wire, whether to retry, the exit code, the sentence for a person and the
 * next step. Values only; safe on every thread; never prints anything. PROTOCOL.md §9.
 */
@NullMarked
package dev.godwit.wire.fault;

import org.jspecify.annotations.NullMarked;
