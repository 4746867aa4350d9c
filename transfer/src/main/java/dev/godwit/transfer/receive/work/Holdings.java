package dev.godwit.transfer.receive.work;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.receive.PartialFile;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.receive.destination.TransferRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.FileRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.Partial;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a download has, over all its connections: settled entries, and files that are begun. Thread-safe. */
public final class Holdings implements AutoCloseable {
    private final EntryLedger ledger;
    private final Tally tally;
    private final Optional<TransferRecord> record;
    private final Map<Long, LargeFile> largeFiles = new ConcurrentHashMap<>();
    private final AtomicLong keptBytes = new AtomicLong();
    private volatile @Nullable String place;
    private volatile ContentId lastContentId = ContentId.EMPTY;

    /** @param record what a later run will find; empty where there is none */
    public Holdings(EntryLedger ledger, Tally tally, Optional<TransferRecord> record) {
        this.ledger = ledger;
        this.tally = tally;
        this.record = record;
    }

    /** What has become of each entry. */
    public EntryLedger ledger() {
        return ledger;
    }

    /** The counters of the download. */
    public Tally tally() {
        return tally;
    }

    /** The file, in this very version, that an earlier session has begun to fetch. */
    public Optional<LargeFile> largeFile(long identity) {
        return Optional.ofNullable(largeFiles.get(identity));
    }

    /** A file is begun, to be gone on with by a later session if this one does not finish it. */
    public void add(long identity, LargeFile file) {
        largeFiles.put(identity, file);
    }

    /** A file is settled, or has another place in the manifest now. */
    public void drop(LargeFile file) {
        if (largeFiles.values().remove(file)) {
            file.close();
        }
    }

    /** What an earlier run has begun of a file that needs no more of it. */
    void dropPartial(PlannedFile file) throws IOException {
        if (file.isSmall() || record.isEmpty()) {
            return;
        }
        FileRecord kept = record.get().file(ledger.identity(file.entry().index()));
        Optional<Partial> known = kept.partial();
        if (known.isPresent()) {
            Optional<PartialFile> partial = file.parent()
                    .folder()
                    .reopen(known.get().name(), known.get().fileKey());
            if (partial.isPresent()) {
                partial.get().discard();
            }
            kept.forget();
        }
    }

    /** Content was verified and kept that was not here before; holes do not count. */
    void kept(long bytes) {
        keptBytes.addAndGet(bytes);
    }

    /** Content bytes that this run has verified and kept. */
    public long keptBytes() {
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
    public @Nullable String place() {
        return place;
    }

    /** The identity of the last content that came to be in place. */
    public ContentId lastContentId() {
        return lastContentId;
    }

    /** Leaves what is verified for a later run. */
    @Override
    public void close() {
        largeFiles.values().forEach(LargeFile::close);
        ledger.close();
    }
}
