/** Tests of the completion scripts. */
@NullMarked
package dev.godwit.app.completion;

import org.jspecify.annotations.NullMarked;
