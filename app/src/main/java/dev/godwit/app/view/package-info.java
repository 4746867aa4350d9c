/**
 * What a person sees of a transfer: the lines of {@code send} and {@code receive}, the progress line, the failure report.
 * Events come in on engine threads, one at a time through {@link dev.godwit.app.view.Serial}; text goes to a screen that
 * is given. Everything from outside is escaped here; never reads input and never decides what happens.
 */
@NullMarked
package dev.godwit.app.view;

import org.jspecify.annotations.NullMarked;
