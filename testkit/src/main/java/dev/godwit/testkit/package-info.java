/**
 * What the tests of several modules share: seeds that print themselves, files of reproducible content, a small disk to
 * fill, a bad network. Runs on the test's own threads and is never part of the product.
 */
@NullMarked
package dev.godwit.testkit;

import org.jspecify.annotations.NullMarked;
