package dev.godwit.content.manifest;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.StreamingTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a manifest: the content id of its canonical bytes, which are the records of all entries, then the roots
 * of all files. A manifest of one file that has a root is identified by that file's content. Takes the entries one by one
 * and keeps a bit of each. Not thread-safe, for one manifest. PROTOCOL.md §6.
 */
public final class ManifestDigest {
    /** Stands for the root of a file that was not sent or not taken: 32 bytes of 0xFF. */
    public static final Hash NOT_TAKEN = Hash.of(filled());

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_RECORD_BYTES =
            3 + EntryName.MAX_BYTES + 2 + Long.BYTES + Integer.BYTES + 2 + Entry.MAX_TARGET_BYTES;
    private static final byte DIRECTORY = 1;
    private static final byte FILE = 2;
    private static final byte LINK = 3;

    private final StreamingTree tree = new StreamingTree();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final BitSet files = new BitSet();
    private int entries;
    private long firstLength;

    /** Begins a manifest. */
    public ManifestDigest() {}

    /**
     * Adds the next entry, in the order of {@link ManifestOrder}; a stream with the length it turned out to have.
     *
     * @throws IllegalArgumentException when it is not the next one, or is a file without a length
     */
    public void add(Entry entry) {
        if (entry.index() != entries) {
            throw new ManifestOrderException("The entry is not the next one");
        }
        if (entry instanceof Entry.File file && !file.hasLength()) {
            throw new IllegalArgumentException("The length of the entry is not known yet");
        }
        makeRoom(MAX_RECORD_BYTES);
        switch (entry) {
            case Entry.Directory directory -> putHead(DIRECTORY, directory.mode(), directory);
            case Entry.File file -> {
                putHead(FILE, file.mode(), file);
                buffer.putLong(file.length());
                files.set(entries);
                firstLength = entries == 0 ? file.length() : firstLength;
            }
            case Entry.Link link -> {
                putHead(LINK, 0, link);
                byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
                buffer.putShort((short) target.length).put(target);
            }
        }
        entries++;
    }

    /**
     * The identity of all entries that were added; nothing may be added afterwards.
     *
     * @param rootOfFile says the root of the file of an index, asked in their order; null or {@link #NOT_TAKEN} for one
     *     that was not sent or not taken; {@link Hash#ZERO} for an empty one
     */
    public ContentId finish(IntFunction<@Nullable Hash> rootOfFile) {
        if (entries == 1 && files.get(0)) {
            Hash root = orNotTaken(rootOfFile.apply(0));
            if (!root.equals(NOT_TAKEN)) {
                return new ContentId(firstLength, root);
            }
        }
        for (int file = files.nextSetBit(0); file >= 0; file = files.nextSetBit(file + 1)) {
            makeRoom(Hash.BYTES);
            orNotTaken(rootOfFile.apply(file)).write(buffer);
        }
        makeRoom(BUFFER_BYTES);
        return tree.finish();
    }

    private void putHead(byte kind, int mode, Entry entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        Instant modified = entry.modifiedTime();
        buffer.put(kind).put((byte) entry.depth()).put((byte) name.length).put(name);
        buffer.putShort((short) mode).putLong(modified.getEpochSecond()).putInt(modified.getNano());
    }

    private void makeRoom(int bytes) {
        if (buffer.remaining() < bytes) {
            tree.update(buffer.flip());
            buffer.clear();
        }
    }

    private static Hash orNotTaken(@Nullable Hash root) {
        return root == null ? NOT_TAKEN : root;
    }

    private static byte[] filled() {
        byte[] bytes = new byte[Hash.BYTES];
        Arrays.fill(bytes, (byte) 0xFF);
        return bytes;
    }
}
