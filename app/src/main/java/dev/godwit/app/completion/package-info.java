/**
 * Scripts with which shells complete commands, options, their values and the words of a code. Text made from the command
 * model on the caller's thread; never runs a shell, and never puts what somebody types among the arguments of a process.
 */
@NullMarked
package dev.godwit.app.completion;

import org.jspecify.annotations.NullMarked;
