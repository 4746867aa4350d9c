package dev.godwit.content.journal;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.journal.PieceJournal.Start;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Which files of a share are complete, each with its root, and which directories were made for it, kept in a file of its
 * own that survives being killed at any byte as {@link PieceJournal} does. Since a share may be scanned anew and count
 * otherwise, each record also says which file or directory it was about. Appending is thread-safe.
 */
public final class EntryJournal implements AutoCloseable {
    private static final String MAGIC = "GODWITE1";
    private static final int FIELDS_BYTES = Integer.BYTES + Long.BYTES + Hash.BYTES;
    private static final int GROUP_RECORDS = 64;
    /** What a directory's record has for a root: 32 bytes 0xff, which nobody will find content for. */
    private static final Hash OF_DIRECTORY = Hash.parse("f".repeat(2 * Hash.BYTES));

    /** Takes what a journal holds. */
    public interface Listener {
        /**
         * The file of an entry is complete.
         *
         * @param index of the entry when it was recorded
         * @param identity of the file, to be compared with {@link EntryJournal#identity} of the entry of now
         */
        void file(int index, long identity, Hash root);

        /**
         * A directory was about to be made.
         *
         * @param identity of it, to be compared with {@link EntryJournal#identity(List)} of the directory of now
         */
        void directory(long identity);
    }

    private final RecordFile file;
    private final ByteBuffer group = ByteBuffer.allocate(GROUP_RECORDS * FIELDS_BYTES);

    private EntryJournal(RecordFile file) {
        this.file = file;
    }

    /**
     * Opens the journal of a share, readable for its owner alone, and makes it if it is missing. A damaged end is cut off.
     *
     * @param key names the share, 32 bytes of the caller's choice; a journal with another key is emptied
     * @throws DiskFullException when there is no room for a new one
     * @throws IOException when the path is a symbolic link, or may not be opened
     */
    public static EntryJournal open(Path path, Hash key) throws IOException {
        ByteBuffer header = JournalFormat.header(MAGIC, ByteBuffer.wrap(key.toBytes()));
        RecordReader check = fields -> Integer.compareUnsigned(fields.getInt(), Entry.MAX_ENTRIES) < 0;
        int recordBytes = FIELDS_BYTES + JournalFormat.CHECKSUM_BYTES;
        return new EntryJournal(RecordFile.open(path, new RecordFile.Shape(header, recordBytes, check)));
    }

    /**
     * What tells a file of a share from others and from other versions of itself: the first eight bytes of SHA-256 over
     * path, length and time. Chance makes two alike once in 2^64; the root, which is compared too, does not.
     */
    public static long identity(List<String> path, Entry.File entry) {
        MessageDigest sha256 = ofPath(path);
        // A name is never empty: a zero ends the path, so that no two different files give the same bytes.
        ByteBuffer rest = ByteBuffer.allocate(1 + Long.BYTES + Long.BYTES + Integer.BYTES);
        Instant modified = entry.modifiedTime();
        rest.put((byte) 0).putLong(entry.length());
        rest.putLong(modified.getEpochSecond()).putInt(modified.getNano());
        sha256.update(rest.flip());
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }

    /** What tells a directory of a share from others, whatever mode and time it has: the same of its path alone. */
    public static long identity(List<String> path) {
        return ByteBuffer.wrap(ofPath(path).digest()).getLong();
    }

    private static MessageDigest ofPath(List<String> path) {
        MessageDigest sha256 = Sha256.create();
        for (String name : path) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            sha256.update((byte) bytes.length);
            sha256.update(bytes);
        }
        return sha256;
    }

    /** How it was found. */
    public Start start() {
        return file.start();
    }

    /** How many records it holds; a file that was appended twice counts twice. */
    public long count() {
        synchronized (group) {
            return file.count() + group.position() / FIELDS_BYTES;
        }
    }

    /**
     * Records that a file is complete. Written to the system in groups: what a kill takes with it are files that are there,
     * which a later run finds out.
     *
     * @throws DiskFullException when there is no room for a group; it is kept, and written with the next
     * @throws IndexOutOfBoundsException when no share has such an entry
     */
    public void append(int index, long identity, Hash root) throws IOException {
        Objects.checkIndex(index, Entry.MAX_ENTRIES);
        synchronized (group) {
            if (!group.hasRemaining()) {
                writeGroup();
            }
            group.putInt(index).putLong(identity);
            root.write(group);
        }
    }

    /**
     * Records that a directory is to be made. Written to the system before this returns: nothing else could tell later
     * whose the directory is.
     *
     * @throws DiskFullException when there is no room
     */
    public void appendDirectory(int index, long identity) throws IOException {
        synchronized (group) {
            append(index, identity, OF_DIRECTORY);
            writeGroup();
        }
    }

    private void writeGroup() throws IOException {
        synchronized (group) {
            file.append(group.duplicate().flip());
            group.clear();
        }
    }

    /** Tells every record in the order of recording; of a file that was appended twice the last word counts. */
    public void forEach(Listener listener) throws IOException {
        writeGroup();
        file.forEach(fields -> {
            int index = fields.getInt();
            long identity = fields.getLong();
            Hash root = Hash.read(fields);
            if (root.equals(OF_DIRECTORY)) {
                listener.directory(identity);
            } else {
                listener.file(index, identity, root);
            }
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        try (file) {
            writeGroup();
        }
    }
}
