/** Tests of the package of this name. */
@NullMarked
package dev.godwit.app.view;

import org.jspecify.annotations.NullMarked;
