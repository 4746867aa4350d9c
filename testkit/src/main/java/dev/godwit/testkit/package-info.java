/**
 * What the tests of several modules share: seeds that print themselves, files of reproducible content, a small disk to
 * fill. Runs on the test's own thread and is never part of the product.
 */
@NullMarked
package dev.godwit.testkit;

import org.jspecify.annotations.NullMarked;
