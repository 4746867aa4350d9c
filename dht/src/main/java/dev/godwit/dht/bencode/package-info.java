/**
 * Bencoding (BEP 3, as BEP 5 uses it): a strict decoder and the encoder for its only canonical form. Values are immutable
 * and may be shared by threads; both directions are pure computation. The decoder is total: any bytes lead to a value or
 * to a {@link dev.godwit.dht.bencode.BencodeException}, and what it allocates is bounded by its input.
 */
@NullMarked
package dev.godwit.dht.bencode;

import org.jspecify.annotations.NullMarked;
