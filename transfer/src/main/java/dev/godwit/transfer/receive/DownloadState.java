package dev.godwit.transfer.receive;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.receive.PartialFile;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.receive.DownloadRequest.Target;
import dev.godwit.transfer.receive.destination.EntryKey;
import dev.godwit.transfer.receive.destination.TransferRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.Partial;
import dev.godwit.transfer.receive.work.EntryLedger;
import dev.godwit.transfer.receive.work.Holdings;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a download knows, and keeps over all its connections. Thread-safe. */
final class DownloadState implements AutoCloseable {
    private final DownloadRequest request;
    private final Holdings holdings;
    private final AtomicLong deliberationNanos = new AtomicLong();
    private volatile boolean agreed;

    DownloadState(DownloadRequest request) throws FaultException {
        this.request = request;
        Tally tally = new Tally();
        try {
            this.holdings = new Holdings(new EntryLedger(journal(request), tally), tally, record(request));
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, "the journal can not be used (" + e.getMessage() + ")")
                    .exception(e);
        }
    }

    private static Optional<EntryJournal> journal(DownloadRequest request) throws IOException {
        Optional<TransferRecord> record = record(request);
        return record.isPresent()
                ? Optional.of(EntryJournal.open(
                        record.get().entryJournal(),
                        EntryKey.ofShare(request.aim().capability().shareId())))
                : Optional.empty();
    }

    private static Optional<TransferRecord> record(DownloadRequest request) {
        return request.target() instanceof Target.Folder folder ? Optional.of(folder.record()) : Optional.empty();
    }

    DownloadRequest request() {
        return request;
    }

    /** What is here. */
    Holdings holdings() {
        return holdings;
    }

    Tally tally() {
        return holdings.tally();
    }

    EntryLedger ledger() {
        return holdings.ledger();
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

    /** Content bytes that this run has verified and kept. */
    long keptBytes() {
        return holdings.keptBytes();
    }

    /** Where the last thing is. */
    @Nullable
    String place() {
        return holdings.place();
    }

    /** Brings what is in place to the disk: nobody is told before, and nothing forgotten, that a loss of power may take. */
    void force() throws FaultException {
        if (request.target() instanceof Target.Folder folder) {
            try {
                folder.root().force();
            } catch (IOException e) {
                throw FileFaults.ofTarget(e, folder.root().directory().toString());
            }
        }
    }

    /** Nothing is left for a later run to go on with. */
    void forget() throws FaultException {
        if (request.target() instanceof Target.Folder folder) {
            try {
                holdings.close();
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
        holdings.close();
        if (request.target() instanceof Target.Folder folder && ledger().isJournalEmpty()) {
            try {
                Files.deleteIfExists(folder.record().entryJournal());
            } catch (IOException e) {
                // It stays, and does no harm.
            }
        }
    }
}
