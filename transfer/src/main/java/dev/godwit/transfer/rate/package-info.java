/**
 * Bandwidth limits. {@code TokenBucket} is the arithmetic and reads no clock; {@code RateLimit} makes threads wait by
 * it, any number of them at once, and shares it fairly. Neither starts a thread or does I/O.
 */
@NullMarked
package dev.godwit.transfer.rate;

import org.jspecify.annotations.NullMarked;
