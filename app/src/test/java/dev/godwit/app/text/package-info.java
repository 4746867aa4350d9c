/** Tests of the package of this name. */
@NullMarked
package dev.godwit.app.text;

import org.jspecify.annotations.NullMarked;
