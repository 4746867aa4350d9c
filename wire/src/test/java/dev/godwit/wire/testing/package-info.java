/** What the tests of this module share: a stream in memory, and the vector files. */
@NullMarked
package dev.godwit.wire.testing;

import org.jspecify.annotations.NullMarked;
