/**
 * Codes: what a person reads to another instead of a ticket, a slot of six digits and three words of a list of our own.
 * Values and total parsers, safe on every thread; never says a word of a code in an exception or a {@code toString}.
 */
@NullMarked
package dev.godwit.wire.code;

import org.jspecify.annotations.NullMarked;
