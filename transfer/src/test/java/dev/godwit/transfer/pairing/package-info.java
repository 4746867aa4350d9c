/** Tests of the proof of a code. */
@NullMarked
package dev.godwit.transfer.pairing;

import org.jspecify.annotations.NullMarked;
