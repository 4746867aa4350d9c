/** Tests of the package of this name. */
@NullMarked
package dev.godwit.app;

import org.jspecify.annotations.NullMarked;
