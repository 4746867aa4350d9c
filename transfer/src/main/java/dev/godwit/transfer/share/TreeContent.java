package dev.godwit.transfer.share;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryRoots;
import dev.godwit.content.manifest.ManifestDigest;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.content.source.SourceTree;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.session.EntryClaims;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that are offered while they are still being scanned, and hashed while they are sent. Roots of files
 * go to a journal as they are found, so that a restarted sender hashes only what it never read.
 */
public final class TreeContent implements SharedContent {
    private final Listing listing = new Listing();
    private final Problems problems = new Problems();
    private volatile boolean isAllListed = true;
    private final SourceTree tree;
    private final EntryJournal journal;
    private final OpenFiles files;
    private final EntryRoots roots = new EntryRoots();
    private final EntryClaims claims;
    private final ReentrantLock hashing = new ReentrantLock();
    private final ByteBuffer smallFile = ByteBuffer.allocateDirect(Limits.SMALL_FILE_BYTES_MAX);
    private final StreamingTree smallTree = new StreamingTree();

    /** A scan that tells what it finds. */
    public interface Scan {
        /** Runs to the end on the calling thread; entries in the manifest's order, what can't be listed as problems. */
        void run(Listing found, Problems problems) throws IOException;
    }

    private TreeContent(SourceTree tree, EntryJournal journal, OpenFiles files) throws IOException {
        this.tree = tree;
        this.journal = journal;
        this.claims = EntryClaims.of(journal);
        this.files = files;
    }

    /**
     * Begins to scan, on a thread of its own.
     *
     * @param tree opens what the scan finds
     * @param journal holds the roots that earlier runs found
     * @param pieceJournals where journals of large files are kept
     */
    public static TreeContent start(Scan scan, SourceTree tree, EntryJournal journal, PieceJournals pieceJournals)
            throws IOException {
        TreeContent content = new TreeContent(tree, journal, new OpenFiles(tree, pieceJournals));
        Thread.ofPlatform().daemon().name("scan").start(() -> content.scan(scan));
        return content;
    }

    private void scan(Scan scan) {
        Problems unlisted = new Problems();
        try {
            scan.run(listing, unlisted);
        } catch (IOException | RuntimeException e) {
            unlisted.add(".", Fault.of(FaultCode.SOURCE_UNREADABLE, "the scan ended early: " + e.getMessage()));
        } finally {
            isAllListed = unlisted.count() == 0;
            problems.addAll(unlisted);
            listing.complete();
        }
    }

    @Override
    public boolean isAllListed() {
        return isAllListed;
    }

    @Override
    public Listing listing() {
        return listing;
    }

    @Override
    public Problems problems() {
        return problems;
    }

    @Override
    public SharedFile file(int entry) throws FaultException {
        return files.open(entry, file(listing.entry(entry)), listing.path(entry));
    }

    @Override
    public void readWhole(int entry, ByteBuffer destination) throws FaultException {
        Entry.File file = file(listing.entry(entry));
        int start = destination.position();
        try {
            tree.readWhole(listing.path(entry), file.length(), file.modifiedTime(), destination);
        } catch (IOException e) {
            destination.position(start);
            throw FileFaults.ofSource(e, listing.pathText(entry));
        }
    }

    @Override
    public void wholeRead(int entry, Hash root) throws FaultException {
        Hash known = roots.get(entry);
        if (known != null) {
            if (!known.equals(root)) {
                throw FileFaults.changed(listing.pathText(entry));
            }
            return;
        }
        roots.put(entry, root);
        try {
            journal.append(entry, identity(entry), root);
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, "the journal can not be written (" + e.getMessage() + ")")
                    .exception(e);
        }
    }

    @Override
    public ContentId contentId(int entry) throws FaultException {
        long length = file(listing.entry(entry)).length();
        Hash known = roots.get(entry);
        if (known != null) {
            return new ContentId(length, known);
        }
        Optional<Hash> claim = claims.take(entry, identity(entry));
        if (claim.isPresent()) {
            roots.put(entry, claim.get());
            return new ContentId(length, claim.get());
        }
        ContentId found = length <= Limits.SMALL_FILE_BYTES_MAX ? hashSmall(entry) : hashPieces(entry);
        wholeRead(entry, found.root());
        return found;
    }

    /** One at a time: memory for each of a hundred thousand would cost more than reading them. */
    private ContentId hashSmall(int entry) throws FaultException {
        hashing.lock();
        try {
            readWhole(entry, smallFile.clear());
            smallTree.update(smallFile.flip());
            return smallTree.finish();
        } finally {
            hashing.unlock();
        }
    }

    private ContentId hashPieces(int entry) throws FaultException {
        try (SharedFile file = file(entry)) {
            return file.contentId();
        }
    }

    @Override
    public ContentId contentId() throws FaultException {
        if (listing.isSingleFile()) {
            return contentId(0);
        }
        ManifestDigest digest = new ManifestDigest();
        for (int entry = 0; entry < listing.size(); entry++) {
            digest.add(listing.entry(entry));
        }
        return digest.finish(this::rootIfReadable);
    }

    private @Nullable Hash rootIfReadable(int entry) {
        try {
            return contentId(entry).root();
        } catch (FaultException e) {
            problems.add(listing.pathText(entry), e.fault());
            return null;
        }
    }

    private long identity(int entry) throws FaultException {
        return EntryJournal.identity(listing.path(entry), file(listing.entry(entry)));
    }

    private static Entry.File file(Entry entry) throws FaultException {
        if (entry instanceof Entry.File file) {
            return file;
        }
        throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "entry " + entry.index() + " is no file")
                .exception();
    }

    @Override
    public void close() {
        files.close();
        try {
            journal.close();
            tree.close();
        } catch (IOException e) {
            // Both were only read or appended to: nothing waits to be written.
        }
    }
}
