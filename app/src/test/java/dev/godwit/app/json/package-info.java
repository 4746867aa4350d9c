/** Tests of the package of this name. */
@NullMarked
package dev.godwit.app.json;

import org.jspecify.annotations.NullMarked;
