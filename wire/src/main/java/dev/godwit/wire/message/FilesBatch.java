package dev.godwit.wire.message;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers small files for one {@link Message.Files} that keeps to its limits: while {@link #fits}, {@link #add}; then
 * {@link #take}. An empty batch has room for any file. Not thread-safe. PROTOCOL.md §7.4.
 */
public final class FilesBatch {
    private static final int HEAD_BYTES = Short.BYTES + Byte.BYTES + Integer.BYTES;

    private final List<SmallFile> files = new ArrayList<>();
    private int payloadBytes = HEAD_BYTES;
    private int contentBytes;

    /** Whether nothing was added since {@link #take}. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The lengths of the files that were added, together. */
    public int contentBytes() {
        return contentBytes;
    }

    /** Whether this file may travel in the same message as those before. */
    public boolean fits(SmallFile next) {
        return files.size() < Limits.FILES_MAX
                && payloadBytes + BodyCodec.encodedBytes(next) <= Limits.PAYLOAD_BYTES_MAX
                && contentBytes + lengthOf(next) <= Limits.FILES_CONTENT_MAX;
    }

    /** @throws IllegalArgumentException when it does not fit or does not come after the last */
    public void add(SmallFile file) {
        if (!files.isEmpty() && file.entry() <= files.getLast().entry()) {
            throw new IllegalArgumentException("file " + file.entry() + " is out of order");
        }
        if (!fits(file)) {
            throw new IllegalArgumentException("the message is full");
        }
        files.add(file);
        payloadBytes += BodyCodec.encodedBytes(file);
        contentBytes += lengthOf(file);
    }

    /**
     * The message of all that was added; the batch is empty again.
     *
     * @param encoding how their contents are packed
     * @param wireBytes how many bytes that makes; {@link #contentBytes} when they are plain
     * @throws java.util.NoSuchElementException when there is none
     */
    public Message.Files take(Encoding encoding, int wireBytes) {
        files.getFirst();
        Message.Files message = new Message.Files(files, encoding, wireBytes);
        files.clear();
        payloadBytes = HEAD_BYTES;
        contentBytes = 0;
        return message;
    }

    private static int lengthOf(SmallFile file) {
        return file instanceof SmallFile.Sent sent ? sent.length() : 0;
    }
}
