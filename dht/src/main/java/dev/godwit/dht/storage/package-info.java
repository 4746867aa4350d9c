/**
 * What this node keeps for others: peers of info-hashes (BEP 5, BEP 33, BEP 51) and items (BEP 44), behind write tokens,
 * with caps, shares for each address and expiry. A store that is full gives out no tokens. Pure logic that is told the
 * time; belongs to one thread; nothing is on a disk.
 */
@NullMarked
package dev.godwit.dht.storage;

import org.jspecify.annotations.NullMarked;
