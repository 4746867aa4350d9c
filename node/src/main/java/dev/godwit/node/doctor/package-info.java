/**
 * What is wrong with this machine's network, or right: checks that a person starts, and their findings as plain values.
 * Blocks on the caller's thread; changes nothing, and says no more to others than a question.
 */
@NullMarked
package dev.godwit.node.doctor;

import org.jspecify.annotations.NullMarked;
