package dev.godwit.content.manifest;

import dev.godwit.content.merkle.Hash;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The roots that are known of a share's files, by the index of their entry: some 33 bytes each. Thread-safe. */
public final class EntryRoots {
    private static final int CHUNK_ROOTS = 4_096;
    private static final int REFERENCE_BYTES = 8;
    private static final int ARRAY_HEADER_BYTES = 16;

    private final AtomicReferenceArray<Chunk> chunks = new AtomicReferenceArray<>(Entry.MAX_ENTRIES / CHUNK_ROOTS);

    /** Knows no root. */
    public EntryRoots() {}

    /**
     * Keeps the root of an entry; one that was there is replaced.
     *
     * @throws IndexOutOfBoundsException when no share has such an entry
     */
    public void put(int index, Hash root) {
        Objects.checkIndex(index, Entry.MAX_ENTRIES);
        chunkFor(index / CHUNK_ROOTS).put(index % CHUNK_ROOTS, root);
    }

    /** Whether the root of an entry is known. */
    public boolean has(int index) {
        Objects.checkIndex(index, Entry.MAX_ENTRIES);
        Chunk chunk = chunks.get(index / CHUNK_ROOTS);
        return chunk != null && chunk.has(index % CHUNK_ROOTS);
    }

    /** The root of an entry; null when it is not known. */
    public @Nullable Hash get(int index) {
        Objects.checkIndex(index, Entry.MAX_ENTRIES);
        Chunk chunk = chunks.get(index / CHUNK_ROOTS);
        return chunk == null ? null : chunk.get(index % CHUNK_ROOTS);
    }

    /** What the roots take on the heap, in bytes. */
    public long heapBytes() {
        long bytes = ARRAY_HEADER_BYTES + (long) chunks.length() * REFERENCE_BYTES;
        for (int i = 0; i < chunks.length(); i++) {
            bytes += chunks.get(i) == null ? 0 : Chunk.HEAP_BYTES;
        }
        return bytes;
    }

    private Chunk chunkFor(int number) {
        Chunk chunk = chunks.get(number);
        if (chunk != null) {
            return chunk;
        }
        Chunk fresh = new Chunk();
        Chunk other = chunks.compareAndExchange(number, null, fresh);
        return other == null ? fresh : other;
    }

    /** Every access is under its lock: a root may be replaced while another thread asks for it. */
    private static final class Chunk {
        static final long HEAP_BYTES = CHUNK_ROOTS * Hash.BYTES + CHUNK_ROOTS / Byte.SIZE + 3L * ARRAY_HEADER_BYTES;

        private final byte[] roots = new byte[CHUNK_ROOTS * Hash.BYTES];
        private final long[] known = new long[CHUNK_ROOTS / Long.SIZE];

        synchronized void put(int slot, Hash root) {
            root.write(roots, slot * Hash.BYTES);
            known[slot / Long.SIZE] |= 1L << slot;
        }

        synchronized boolean has(int slot) {
            return (known[slot / Long.SIZE] >>> slot & 1) != 0;
        }

        synchronized @Nullable Hash get(int slot) {
            return has(slot) ? Hash.of(roots, slot * Hash.BYTES) : null;
        }
    }
}
