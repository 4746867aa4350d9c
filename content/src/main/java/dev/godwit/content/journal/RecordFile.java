package dev.godwit.content.journal;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.disk.FileBytes;
import dev.godwit.content.journal.PieceJournal.Start;
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
 * The file of a journal of any kind: a header, then records of one length, appended one by one. What survives of it when
 * it is killed at any byte is the same for all kinds. Appending is thread-safe.
 */
final class RecordFile implements AutoCloseable {
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
     * What the records of a kind of journal are.
     *
     * @param header the bytes that the file of this very journal begins with
     * @param recordBytes of each record, with its checksum
     * @param check says which records can be, besides their checksum
     */
    record Shape(ByteBuffer header, int recordBytes, RecordReader check) {
        private int headerBytes() {
            return header.remaining();
        }
    }

    private final Path path;
    private final FileChannel channel;
    private final Shape shape;
    private final Start start;
    private final ReentrantLock appending = new ReentrantLock();
    private long endBytes;

    private RecordFile(Path path, FileChannel channel, Shape shape, Start start) {
        this.path = path;
        this.channel = channel;
        this.shape = shape;
        this.start = start;
    }

    /** As {@link PieceJournal#open}. */
    static RecordFile open(Path path, Shape shape) throws IOException {
        try {
            return load(path, FileChannel.open(path, NEW, OWNER_ONLY), shape, Start.CREATED);
        } catch (FileAlreadyExistsException e) {
            return load(path, FileChannel.open(path, EXISTING), shape, Start.RESUMED);
        } catch (IOException e) {
            throw DiskFullException.orSame(e, path, 0);
        }
    }

    Start start() {
        return start;
    }

    long count() {
        return (end() - shape.headerBytes()) / shape.recordBytes();
    }

    /** Appends records of these fields, of one record or of several, with one write to the system. */
    void append(ByteBuffer fields) throws IOException {
        int fieldsBytes = shape.recordBytes() - JournalFormat.CHECKSUM_BYTES;
        int records = fields.remaining() / fieldsBytes;
        // Held across a write of some bytes to the page cache, as a gap would cost all records behind it.
        appending.lock();
        try {
            ByteBuffer bytes = ByteBuffer.allocate(records * shape.recordBytes());
            for (int i = 0; i < records; i++) {
                ByteBuffer one = fields.slice(fields.position() + i * fieldsBytes, fieldsBytes);
                bytes.put(JournalFormat.record(one, endBytes + bytes.position()));
            }
            FileBytes.write(channel, path, endBytes, bytes.flip());
            endBytes += bytes.limit();
        } finally {
            appending.unlock();
        }
    }

    void forEach(RecordReader reader) throws IOException {
        scan(end(), reader);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long end() {
        appending.lock();
        try {
            return endBytes;
        } finally {
            appending.unlock();
        }
    }

    private static RecordFile load(Path path, FileChannel channel, Shape shape, Start start) throws IOException {
        try {
            ByteBuffer wanted = shape.header().duplicate();
            ByteBuffer found = ByteBuffer.allocate(shape.headerBytes());
            FileBytes.read(channel, path, 0, found);
            if (found.flip().equals(wanted)) {
                RecordFile file = new RecordFile(path, channel, shape, start);
                file.endBytes = file.scan(channel.size(), shape.check());
                channel.truncate(file.endBytes);
                return file;
            }
            channel.truncate(0);
            FileBytes.write(channel, path, 0, wanted);
            RecordFile file = new RecordFile(path, channel, shape, start == Start.CREATED ? start : Start.REPLACED);
            file.endBytes = shape.headerBytes();
            return file;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads records from the first up to a position, and returns the position behind the last intact one. */
    private long scan(long untilBytes, RecordReader reader) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(RECORDS_PER_READ * shape.recordBytes());
        long position = shape.headerBytes();
        while (position < untilBytes) {
            bytes.clear().limit((int) Math.min(bytes.capacity(), untilBytes - position));
            int count = FileBytes.read(channel, path, position, bytes);
            long end = JournalFormat.readRecords(bytes.flip(), position, shape.recordBytes(), reader);
            if (end < position + count || count == 0) {
                return end;
            }
            position = end;
        }
        return position;
    }
}
