/**
 * Bandwidth limits. {@code TokenBucket} is the arithmetic and reads no clock; {@code RateLimit} makes threads wait by
 * it, any number of them at once. Neither starts a thread, does I/O or holds a lock while it waits.
 */
@NullMarked
package dev.godwit.transfer.rate;

import org.jspecify.annotations.NullMarked;
