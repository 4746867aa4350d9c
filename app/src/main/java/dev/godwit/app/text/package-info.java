/**
 * How values read: sizes, rates, durations, quoted shell words, and text from strangers made harmless for a terminal.
 * Pure functions, safe on every thread; never prints and never reads the locale, so that scripts see one form.
 */
@NullMarked
package dev.godwit.app.text;

import org.jspecify.annotations.NullMarked;
