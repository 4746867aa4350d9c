/** What the tests of this module share: a stream in memory, the vector files, and seeded mutations of a corpus. */
@NullMarked
package dev.godwit.wire.testing;

import org.jspecify.annotations.NullMarked;
