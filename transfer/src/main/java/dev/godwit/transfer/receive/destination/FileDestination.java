package dev.godwit.transfer.receive.destination;

import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceHasher;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.receive.PartialFile;
import dev.godwit.content.receive.ReceiveFolder;
import dev.godwit.content.receive.Target;
import dev.godwit.transfer.receive.destination.TransferRecord.FileRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.Partial;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file in the receive root: a partial file and its journal until everything is verified, then renamed into place. The
 * journal holds the root of each piece that was written; what it claims is read back before it counts.
 */
public final class FileDestination implements Destination {
    private static final int READ_BYTES = 256 * 1024;

    private final Entry.File entry;
    private final String name;
    private final PieceSize pieceSize;
    private final PartialFile partial;
    private final PieceJournal journal;
    private final FileRecord record;
    private final PieceRoots roots;
    private final Map<Long, Hash> claims = new HashMap<>();
    private final BitSet touched = new BitSet();
    private final boolean isFresh;
    private @Nullable Target target;

    private FileDestination(Entry.File entry, String name, PartialFile partial, Kept kept) throws IOException {
        this.entry = entry;
        this.name = name;
        this.pieceSize = entry.pieceSize();
        this.partial = partial;
        this.journal = kept.journal;
        this.record = kept.record;
        this.roots = new PieceRoots(entry);
        this.isFresh = journal.start() != PieceJournal.Start.RESUMED;
        journal.forEach(claims::put);
    }

    /** What is kept about it for a later run. */
    private record Kept(FileRecord record, PieceJournal journal) {}

    /**
     * Where a file is to be kept.
     *
     * @param folder where the partial file is
     * @param path the file's, the folder's included
     * @param header what its journal is about
     * @param record what a later run needs
     */
    public record Place(ReceiveFolder folder, List<String> path, PieceJournal.Header header, FileRecord record) {
        /** Its path, for people. */
        String name() {
            return String.join("/", path);
        }

        List<String> folderPath() {
            return path.subList(0, path.size() - 1);
        }
    }

    /** What an earlier run has of this very entry; what it has of another version is removed. */
    public static Optional<FileDestination> resume(Place place, Entry.File entry) throws FaultException {
        try {
            Optional<Partial> known = place.record.partial();
            Optional<PartialFile> partial = known.isPresent()
                    ? place.folder.reopen(known.get().name(), known.get().fileKey())
                    : Optional.empty();
            if (partial.isEmpty()) {
                return Optional.empty();
            }
            PieceJournal journal = PieceJournal.open(place.record.journal(), place.header);
            if (journal.start() == PieceJournal.Start.RESUMED) {
                return Optional.of(
                        new FileDestination(entry, place.name(), partial.get(), new Kept(place.record, journal)));
            }
            journal.close();
            partial.get().discard();
            return Optional.empty();
        } catch (IOException e) {
            throw FileFaults.ofTarget(e, place.name());
        }
    }

    /** Begins with nothing. */
    public static FileDestination begin(Place place, Entry.File entry) throws FaultException {
        try {
            Files.deleteIfExists(place.record.journal());
            PartialFile partial = place.folder.create(entry.length());
            place.record.partial(new Partial(place.folderPath(), partial.name(), partial.fileKey()));
            PieceJournal journal = PieceJournal.open(place.record.journal(), place.header);
            return new FileDestination(entry, place.name(), partial, new Kept(place.record, journal));
        } catch (IOException e) {
            throw FileFaults.ofTarget(e, place.name());
        }
    }

    @Override
    public void discard() throws FaultException {
        try {
            journal.close();
            partial.discard();
            record.forget();
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** Where it goes at the end, and what happens to what is there. */
    public void target(Target where) {
        target = where;
    }

    @Override
    public List<Long> claimed() {
        return claims.keySet().stream().sorted(Comparator.naturalOrder()).toList();
    }

    @Override
    public int lengthOf(long piece) {
        return entry.hasLength() ? pieceSize.lengthOf(piece, entry.length()) : pieceSize.bytes();
    }

    @Override
    public boolean verifies(long piece) throws FaultException {
        PieceHasher hasher = new PieceHasher(pieceSize);
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        long offset = pieceSize.offset(piece);
        long end = offset + lengthOf(piece);
        try {
            while (offset < end) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - offset));
                partial.read(offset, buffer);
                // What is missing at the end of a stream's partial file is a hole that nothing was written behind.
                buffer.put(ByteBuffer.allocate(buffer.remaining()));
                offset += buffer.flip().remaining();
                hasher.update(buffer);
            }
        } catch (IOException e) {
            throw fault(e);
        }
        Hash root = hasher.root(entry.hasLength() ? entry.length() : offset);
        if (!Objects.equals(root, claims.get(piece))) {
            return false;
        }
        roots.put(piece, root);
        return true;
    }

    @Override
    public void write(long offset, ByteBuffer data) throws FaultException {
        touch(offset);
        try {
            partial.write(offset, data);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public void writeZeros(long offset, int length) throws FaultException {
        if (!touch(offset)) {
            return;
        }
        // Something was written to this piece before: only a look tells whether the hole is still one.
        ByteBuffer there = ByteBuffer.allocate(length);
        try {
            partial.read(offset, there);
            ByteBuffer zeros = ByteBuffer.allocate(length);
            if (!there.flip().equals(zeros.duplicate().limit(there.limit()))) {
                partial.write(offset, zeros);
            }
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** Notes that the piece at {@code offset} is written to; returns whether it may have been before. */
    private boolean touch(long offset) {
        int piece = Math.toIntExact(offset / pieceSize.bytes());
        synchronized (touched) {
            boolean before = touched.get(piece);
            touched.set(piece);
            return before || !isFresh;
        }
    }

    @Override
    public void pieceDone(long piece, Hash root) throws FaultException {
        roots.put(piece, root);
        try {
            journal.append(piece, root);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public void end(long length) throws FaultException {
        roots.end(length);
    }

    @Override
    public ContentId contentId() {
        return roots.contentId();
    }

    @Override
    public String finish() throws FaultException {
        if (target == null) {
            throw new IllegalStateException("a target is chosen before the first byte is asked for");
        }
        try {
            partial.setLength(contentId().length());
            String place =
                    partial.finish(target, entry.mode(), entry.modifiedTime()).toString();
            journal.close();
            record.forget();
            return place;
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private FaultException fault(IOException e) {
        return FileFaults.ofTarget(e, name);
    }

    @Override
    public void close() {
        try {
            partial.close();
            journal.close();
        } catch (IOException e) {
            // What is verified is written; a later run reads it back anyway.
        }
    }
}
