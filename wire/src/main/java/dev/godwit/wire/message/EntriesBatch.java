package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers entries for one {@link Message.Entries} that keeps to its limits: while {@link #fits}, {@link #add}; then {@link
 * #take}. An empty batch has room for any entry. Not thread-safe. PROTOCOL.md §7.2.
 */
public final class EntriesBatch {
    private static final int HEAD_BYTES = Integer.BYTES + Short.BYTES;

    private final List<Entry> entries = new ArrayList<>();
    private int payloadBytes = HEAD_BYTES;

    /** Whether nothing was added since {@link #take}. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether this entry may travel in the same message as those before. */
    public boolean fits(Entry next) {
        return entries.size() < Limits.ENTRIES_MESSAGE_MAX
                && payloadBytes + EntryCodec.encodedBytes(next) <= Limits.PAYLOAD_BYTES_MAX;
    }

    /** @throws IllegalArgumentException when it does not fit or does not come next */
    public void add(Entry entry) {
        if (!entries.isEmpty() && entry.index() != entries.getLast().index() + 1) {
            throw new IllegalArgumentException("entry " + entry.index() + " is not the next");
        }
        if (!fits(entry)) {
            throw new IllegalArgumentException("the message is full");
        }
        entries.add(entry);
        payloadBytes += EntryCodec.encodedBytes(entry);
    }

    /**
     * The message of all that was added; the batch is empty again.
     *
     * @throws java.util.NoSuchElementException when there is none
     */
    public Message.Entries take() {
        Message.Entries message = new Message.Entries(entries.getFirst().index(), entries);
        entries.clear();
        payloadBytes = HEAD_BYTES;
        return message;
    }
}
