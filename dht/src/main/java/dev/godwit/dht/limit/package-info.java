/**
 * What keeps strangers from using a node up, or against others: rates, bounded memory, and proof that an address answers
 * before much is sent to it. Every map here has a capacity and forgets what it has not seen for longest. Pure logic that is
 * told the time; each object belongs to one thread.
 */
@NullMarked
package dev.godwit.dht.limit;

import org.jspecify.annotations.NullMarked;
