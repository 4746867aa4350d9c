/**
 * What one peer must remember, as small files under its home directory: identity, shares on offer, downloads under way.
 * Every file is replaced in one step and readable for its owner alone; a lock keeps two processes off the same record.
 * Blocking, for one thread at a time unless a type says otherwise.
 */
@NullMarked
package dev.godwit.node.home;

import org.jspecify.annotations.NullMarked;
