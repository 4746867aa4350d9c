package dev.godwit.transfer.receive;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.receive.PartialFile;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.receive.DownloadRequest.Target;
import dev.godwit.transfer.receive.TransferRecord.Partial;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a download knows, and keeps over all its connections. Thread-safe. */
final class DownloadState implements AutoCloseable {
    private final DownloadRequest request;
    private final Tally tally = new Tally();
    private final EntryLedger ledger;
    private final Map<Long, LargeFile> largeFiles = new ConcurrentHashMap<>();
    private final AtomicLong keptBytes = new AtomicLong();
    private final AtomicLong deliberationNanos = new AtomicLong();
    private volatile @Nullable String place;
    private volatile ContentId lastContentId = ContentId.EMPTY;
    private volatile boolean agreed;

    DownloadState(DownloadRequest request) throws FaultException {
        this.request = request;
        try {
            this.ledger = new EntryLedger(journal(request), tally);
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, "the journal can not be used (" + e.getMessage() + ")")
                    .exception(e);
        }
    }

    private static Optional<EntryJournal> journal(DownloadRequest request) throws IOException {
        return request.target() instanceof Target.Folder folder
                ? Optional.of(EntryJournal.open(
                        folder.record().entryJournal(),
                        EntryKey.ofShare(request.aim().capability().shareId())))
                : Optional.empty();
    }

    DownloadRequest request() {
        return request;
    }

    Tally tally() {
        return tally;
    }

    EntryLedger ledger() {
        return ledger;
    }

    /** Whether the person has said yes. */
    boolean isAgreed() {
        return agreed;
    }

    /** The person has said yes. */
    void agree() {
        agreed = true;
    }

    /** The person has thought about it for so long. */
    void deliberated(long nanos) {
        deliberationNanos.addAndGet(nanos);
    }

    /** How long the person has thought about it: no part of the transfer. */
    long deliberationNanos() {
        return deliberationNanos.get();
    }

    /** The file, in this very version, that an earlier session has begun to fetch. */
    Optional<LargeFile> largeFile(long identity) {
        return Optional.ofNullable(largeFiles.get(identity));
    }

    /** A file is begun, to be gone on with by a later session if this one does not finish it. */
    void add(long identity, LargeFile file) {
        largeFiles.put(identity, file);
    }

    /** A file is settled, or has another place in the manifest now. */
    void drop(LargeFile file) {
        if (largeFiles.values().remove(file)) {
            file.close();
        }
    }

    /** Content was verified and kept that was not here before. */
    void kept(long bytes) {
        keptBytes.addAndGet(bytes);
    }

    /** Content bytes that this run has verified and kept. */
    long keptBytes() {
        return keptBytes.get();
    }

    /** Some content is in place; without a path where it went to standard output. */
    void placed(@Nullable String path, ContentId contentId) {
        place = path;
        lastContentId = contentId;
    }

    /** Something else is at the place of what is offered, and stays. */
    void leftInPlace(String path) {
        place = path;
    }

    /** Where the last thing is. */
    @Nullable
    String place() {
        return place;
    }

    /** The identity of the last content that came to be in place. */
    ContentId lastContentId() {
        return lastContentId;
    }

    /** Nothing is left for a later run to go on with. */
    void forget() throws FaultException {
        if (request.target() instanceof Target.Folder folder) {
            try {
                ledger.close();
                largeFiles.values().forEach(LargeFile::close);
                for (Partial partial : folder.record().partials()) {
                    discard(folder.root(), partial);
                }
                folder.record().forget();
            } catch (IOException e) {
                throw FileFaults.ofTarget(e, "the record of this transfer");
            }
        }
    }

    /** What was begun of a version that the manifest does not name any more, or that was there in the end. */
    private static void discard(ReceiveRoot root, Partial partial) throws IOException {
        try {
            Optional<PartialFile> left = root.folder(partial.folder()).reopen(partial.name(), partial.fileKey());
            if (left.isPresent()) {
                left.get().discard();
            }
        } catch (FileSystemException e) {
            // Its folder is gone, or something else is there now.
        }
    }

    @Override
    public void close() {
        largeFiles.values().forEach(LargeFile::close);
        ledger.close();
        if (request.target() instanceof Target.Folder folder && ledger.isJournalEmpty()) {
            try {
                Files.deleteIfExists(folder.record().entryJournal());
            } catch (IOException e) {
                // It stays, and does no harm.
            }
        }
    }
}
