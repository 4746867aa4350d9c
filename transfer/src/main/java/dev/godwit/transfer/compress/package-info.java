/**
 * Runs of content made smaller on their way, by zstd, where that makes a transfer faster. {@code CompressionChoice} decides
 * and reads no clock; a compressor and a decompressor belong to one thread at a time and hold native memory until they are
 * closed. Nothing here does I/O or starts a thread. What comes from a peer is checked before the library sees it.
 */
@NullMarked
package dev.godwit.transfer.compress;

import org.jspecify.annotations.NullMarked;
