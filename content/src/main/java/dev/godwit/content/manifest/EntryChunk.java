package dev.godwit.content.manifest;

import dev.godwit.content.merkle.PieceSize;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Some thousand neighbouring entries, column by column. What has a length of its own (name, target, data bytes that
 * are not the length) lies in one array of bytes. Written by one thread; published by the table's size.
 */
final class EntryChunk {
    static final int ENTRIES = 4_096;
    static final int NO_PARENT = -1;

    private static final int FIRST_TEXT_BYTES = 1_024;
    private static final int ARRAY_HEADER_BYTES = 16;

    private static final int DIRECTORY = 1;
    private static final int FILE = 2;
    private static final int LINK = 3;

    // The bits of one small column, from the lowest: kind 2, depth 7, mode 9, piece size 3, sparse 1, bytes of the name
    // 8.
    private static final int DEPTH_SHIFT = 2;
    private static final int MODE_SHIFT = 9;
    private static final int PIECE_SHIFT = 18;
    private static final int SPARSE_SHIFT = 21;
    private static final int NAME_SHIFT = 22;

    private final int[] shapes = new int[ENTRIES];
    private final int[] parents = new int[ENTRIES];
    private final long[] seconds = new long[ENTRIES];
    private final int[] nanos = new int[ENTRIES];
    /** Of a file its length; of a link the bytes of its target. */
    private final long[] lengths = new long[ENTRIES];

    private final int[] textOffsets = new int[ENTRIES];

    // Volatile, because it moves while others read entries that were added before.
    private volatile byte[] texts = new byte[FIRST_TEXT_BYTES];
    private int textBytes;

    void add(Entry entry, int slot, int parent) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        int shape = entry.depth() << DEPTH_SHIFT | name.length << NAME_SHIFT;
        textOffsets[slot] = textBytes;
        append(name);
        switch (entry) {
            case Entry.Directory directory -> shape |= DIRECTORY | directory.mode() << MODE_SHIFT;
            case Entry.File file -> {
                shape |= FILE | file.mode() << MODE_SHIFT | pieceBits(file.pieceSize()) << PIECE_SHIFT;
                lengths[slot] = file.length();
                if (file.dataBytes() != file.length()) {
                    shape |= 1 << SPARSE_SHIFT;
                    append(ByteBuffer.allocate(Long.BYTES)
                            .putLong(file.dataBytes())
                            .array());
                }
            }
            case Entry.Link link -> {
                shape |= LINK;
                byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
                lengths[slot] = target.length;
                append(target);
            }
        }
        shapes[slot] = shape;
        parents[slot] = parent;
        Instant modified = entry.modifiedTime();
        seconds[slot] = modified.getEpochSecond();
        nanos[slot] = modified.getNano();
    }

    Entry entry(int index) {
        int slot = index % ENTRIES;
        int shape = shapes[slot];
        int mode = shape >>> MODE_SHIFT & 0777;
        Instant modified = Instant.ofEpochSecond(seconds[slot], nanos[slot]);
        String name = name(slot);
        return switch (shape & 3) {
            case DIRECTORY -> new Entry.Directory(index, depth(slot), name, mode, modified);
            case LINK -> new Entry.Link(index, depth(slot), name, modified, target(slot));
            default -> {
                PieceSize pieceSize = new PieceSize(PieceSize.MIN_BYTES << (shape >>> PIECE_SHIFT & 7));
                long length = lengths[slot];
                yield new Entry.File(
                        index, depth(slot), name, mode, modified, length, dataBytes(slot, length), pieceSize);
            }
        };
    }

    boolean isFile(int slot) {
        return (shapes[slot] & 3) == FILE;
    }

    int depth(int slot) {
        return shapes[slot] >>> DEPTH_SHIFT & 0x7F;
    }

    int parent(int slot) {
        return parents[slot];
    }

    long length(int slot) {
        return isFile(slot) ? lengths[slot] : 0;
    }

    String name(int slot) {
        return new String(texts, textOffsets[slot], nameBytes(slot), StandardCharsets.UTF_8);
    }

    /** Gives back what the texts do not need; after the last entry. */
    void trim() {
        texts = Arrays.copyOf(texts, textBytes);
    }

    long heapBytes() {
        long columnBytes = 4L * Integer.BYTES + 2L * Long.BYTES;
        return ENTRIES * columnBytes + texts.length + 7L * ARRAY_HEADER_BYTES;
    }

    private int nameBytes(int slot) {
        return shapes[slot] >>> NAME_SHIFT;
    }

    private String target(int slot) {
        int offset = textOffsets[slot] + nameBytes(slot);
        return new String(texts, offset, (int) lengths[slot], StandardCharsets.UTF_8);
    }

    private long dataBytes(int slot, long length) {
        boolean sparse = (shapes[slot] >>> SPARSE_SHIFT & 1) != 0;
        return sparse ? ByteBuffer.wrap(texts).getLong(textOffsets[slot] + nameBytes(slot)) : length;
    }

    private void append(byte[] text) {
        int end = textBytes + text.length;
        if (end > texts.length) {
            texts = Arrays.copyOf(texts, Math.max(end, 2 * texts.length));
        }
        // Behind all that was published: nobody reads there yet.
        System.arraycopy(text, 0, texts, textBytes, text.length);
        textBytes = end;
    }

    private static int pieceBits(PieceSize size) {
        return Integer.numberOfTrailingZeros(size.bytes() / PieceSize.MIN_BYTES);
    }
}
