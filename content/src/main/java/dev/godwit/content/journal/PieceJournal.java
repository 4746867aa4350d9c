package dev.godwit.content.journal;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.disk.FileBytes;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceListener;
import dev.godwit.content.merkle.PieceSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which pieces of one content were written, kept in a file of its own that survives being killed at any byte. Appending is
 * thread-safe.
 */
public final class PieceJournal implements AutoCloseable {
    private static final int RECORDS_PER_READ = 4096;
    private static final Set<OpenOption> EXISTING =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    /**
     * What a journal is about. One that was made for anything else is not used.
     *
     * @param key names the content version, 32 bytes of the caller's choice
     * @param pieceSize how the content is cut
     * @param lengthBytes its length, or -1 for a stream
     */
    public record Header(Hash key, PieceSize pieceSize, long lengthBytes) {
        private long pieceCount() {
            return lengthBytes < 0 ? JournalFormat.MAX_INDEX + 1 : pieceSize.count(lengthBytes);
        }
    }

    /** How a journal was found. */
    public enum Start {
        /** There was none. */
        CREATED,
        /** It was there, with what it held intact. */
        RESUMED,
        /** There was one of other content, or a damaged one: it was emptied. */
        REPLACED
    }

    private final Path path;
    private final FileChannel channel;
    private final Header header;
    private final Start start;
    private final ReentrantLock appending = new ReentrantLock();
    private long endBytes;

    private PieceJournal(Path path, FileChannel channel, Header header, Start start) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        this.start = start;
    }

    /**
     * Opens the journal of some content, readable for its owner alone, and makes it if it is missing. A damaged end is cut
     * off.
     *
     * @throws DiskFullException when there is no room for a new one
     * @throws IOException when the path is a symbolic link, or may not be opened
     */
    public static PieceJournal open(Path path, Header header) throws IOException {
        try {
            return load(path, FileChannel.open(path, NEW, OWNER_ONLY), header, Start.CREATED);
        } catch (FileAlreadyExistsException e) {
            return load(path, FileChannel.open(path, EXISTING), header, Start.RESUMED);
        } catch (IOException e) {
            throw DiskFullException.orSame(e, path, 0);
        }
    }

    /** How it was found. */
    public Start start() {
        return start;
    }

    /** How many pieces it holds; one that was appended twice counts twice. */
    public long count() {
        appending.lock();
        try {
            return (endBytes - JournalFormat.HEADER_BYTES) / JournalFormat.RECORD_BYTES;
        } finally {
            appending.unlock();
        }
    }

    /**
     * Records that a piece was written, with one write to the system.
     *
     * @throws DiskFullException when there is no room; the journal is as it was before
     * @throws IndexOutOfBoundsException when the content has no such piece
     */
    public void append(long index, Hash root) throws IOException {
        if (index < 0 || index >= header.pieceCount()) {
            throw new IndexOutOfBoundsException("No piece " + index + " of " + header.pieceCount());
        }
        // Held across a write of forty bytes to the page cache, as a gap would cost all records behind it.
        appending.lock();
        try {
            FileBytes.write(channel, path, endBytes, JournalFormat.entry(index, root, endBytes));
            endBytes += JournalFormat.RECORD_BYTES;
        } finally {
            appending.unlock();
        }
    }

    /** Tells every recorded piece in the order of recording; of one that was appended twice the last word counts. */
    public void forEach(PieceListener listener) throws IOException {
        scan(JournalFormat.HEADER_BYTES + count() * JournalFormat.RECORD_BYTES, listener);
    }

    /** Brings everything appended so far to the disk. */
    public void force() throws IOException {
        FileBytes.force(channel, path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static PieceJournal load(Path path, FileChannel channel, Header header, Start start) throws IOException {
        try {
            ByteBuffer wanted = JournalFormat.header(header);
            ByteBuffer found = ByteBuffer.allocate(JournalFormat.HEADER_BYTES);
            FileBytes.read(channel, path, 0, found);
            if (found.flip().equals(wanted)) {
                PieceJournal journal = new PieceJournal(path, channel, header, start);
                journal.endBytes = journal.scan(channel.size(), (index, root) -> {});
                channel.truncate(journal.endBytes);
                return journal;
            }
            channel.truncate(0);
            FileBytes.write(channel, path, 0, wanted);
            PieceJournal journal =
                    new PieceJournal(path, channel, header, start == Start.CREATED ? start : Start.REPLACED);
            journal.endBytes = JournalFormat.HEADER_BYTES;
            return journal;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads records from the first up to a position, and returns the position behind the last intact one. */
    private long scan(long untilBytes, PieceListener listener) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(RECORDS_PER_READ * JournalFormat.RECORD_BYTES);
        long position = JournalFormat.HEADER_BYTES;
        while (position < untilBytes) {
            bytes.clear().limit((int) Math.min(bytes.capacity(), untilBytes - position));
            int count = FileBytes.read(channel, path, position, bytes);
            long end = JournalFormat.readEntries(bytes.flip(), position, header.pieceCount(), listener);
            if (end < position + count || count == 0) {
                return end;
            }
            position = end;
        }
        return position;
    }
}
