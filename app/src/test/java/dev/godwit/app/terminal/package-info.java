/** Tests of the package of this name. */
@NullMarked
package dev.godwit.app.terminal;

import org.jspecify.annotations.NullMarked;
