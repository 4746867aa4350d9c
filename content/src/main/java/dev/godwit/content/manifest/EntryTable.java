package dev.godwit.content.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * All entries of a share in little memory: some 32 bytes each besides name and target. Grows at its end by one thread;
 * any number of threads read what was added before they asked for {@link #size}.
 */
public final class EntryTable {
    private static final int REFERENCE_BYTES = 8;

    /** The directory at each depth that the next entry may be in; only its writer uses it. */
    private final int[] open = new int[Entry.MAX_DEPTH + 1];

    private int openDepth;

    // Replaced when it is full, so that readers of the old one go on.
    private volatile EntryChunk[] chunks = new EntryChunk[0];
    private volatile int size;

    /** An empty table. */
    public EntryTable() {}

    /** How many entries it holds. */
    public int size() {
        return size;
    }

    /**
     * Adds the next entry. Names are not compared: {@link ManifestOrder} does that.
     *
     * @throws ManifestOrderException when its index is not the table's size, or no directory for its depth came before
     */
    public void add(Entry entry) {
        int index = size;
        if (entry.index() != index) {
            throw new ManifestOrderException("The entry is not the next one");
        }
        if (entry.depth() > openDepth) {
            throw new ManifestOrderException("The entry is in no directory that came before it");
        }
        int parent = entry.depth() == 0 ? EntryChunk.NO_PARENT : open[entry.depth() - 1];
        chunkFor(index).add(entry, index % EntryChunk.ENTRIES, parent);
        openDepth = entry.depth();
        if (entry instanceof Entry.Directory) {
            open[openDepth] = index;
            openDepth++;
        }
        size = index + 1;
    }

    /**
     * The entry of an index, equal to the one that was added.
     *
     * @throws IndexOutOfBoundsException when there is none
     */
    public Entry entry(int index) {
        return chunkOf(index).entry(index);
    }

    /** Whether the entry of an index is a file, sooner than {@link #entry} says it. */
    public boolean isFile(int index) {
        return chunkOf(index).isFile(index % EntryChunk.ENTRIES);
    }

    /** The length of a file in bytes, or {@link Entry#UNKNOWN_LENGTH}; 0 for an entry that is no file. */
    public long length(int index) {
        return chunkOf(index).length(index % EntryChunk.ENTRIES);
    }

    /** The index of the directory that holds an entry, or −1 for one at the top. */
    public int parent(int index) {
        return chunkOf(index).parent(index % EntryChunk.ENTRIES);
    }

    /** The path of an entry: the names of the directories it is in, then its own; immutable. */
    public List<String> path(int index) {
        String[] names = new String[chunkOf(index).depth(index % EntryChunk.ENTRIES) + 1];
        int at = index;
        for (int depth = names.length - 1; depth >= 0; depth--) {
            EntryChunk chunk = chunkOf(at);
            names[depth] = chunk.name(at % EntryChunk.ENTRIES);
            at = chunk.parent(at % EntryChunk.ENTRIES);
        }
        return List.of(names);
    }

    /** What the table takes on the heap, in bytes: whoever fills it from a peer can stop in time. */
    public long heapBytes() {
        long bytes = (long) chunks.length * REFERENCE_BYTES + (long) open.length * Integer.BYTES;
        for (EntryChunk chunk : chunks) {
            bytes += chunk.heapBytes();
        }
        return bytes;
    }

    private EntryChunk chunkOf(int index) {
        Objects.checkIndex(index, size);
        return chunks[index / EntryChunk.ENTRIES];
    }

    private EntryChunk chunkFor(int index) {
        EntryChunk[] old = chunks;
        int number = index / EntryChunk.ENTRIES;
        if (number < old.length) {
            return old[number];
        }
        if (number > 0) {
            old[number - 1].trim();
        }
        EntryChunk[] grown = Arrays.copyOf(old, number + 1);
        grown[number] = new EntryChunk();
        chunks = grown;
        return grown[number];
    }
}
