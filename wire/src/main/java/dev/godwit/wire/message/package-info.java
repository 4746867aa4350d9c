/**
 * What peers say: one record a message, its bytes, its limits, and the phases in which it may come. Parsers are total: a
 * peer's bytes lead to a message or to a {@link dev.godwit.wire.fault.Fault}. A {@code MessageChannel} blocks on its
 * stream: one thread reads, writers take turns. PROTOCOL.md §5 to §7.
 */
@NullMarked
package dev.godwit.wire.message;

import org.jspecify.annotations.NullMarked;
