/**
 * The three standard streams as this process finds them: what is a terminal, how wide, in which colours, how to ask, and
 * what Ctrl-C means. One status line at a time; safe on every thread. Never decides what to say.
 */
@NullMarked
package dev.godwit.app.terminal;

import org.jspecify.annotations.NullMarked;
