/**
 * Content as SHA-256 Merkle trees exactly as BEP 52 builds them: 16 KiB blocks are the leaves, pieces are subtrees, and
 * the root together with the length is the identity of a file. Pure computation on the caller's thread; the hashers hold
 * buffers that are re-used and belong to one thread each, {@link dev.godwit.content.merkle.PieceLayer} may be shared.
 * Nothing here reads a file, and nothing allocates per block.
 */
@NullMarked
package dev.godwit.content.merkle;

import org.jspecify.annotations.NullMarked;
