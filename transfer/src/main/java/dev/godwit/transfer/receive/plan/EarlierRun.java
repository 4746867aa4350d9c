package dev.godwit.transfer.receive.plan;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.ManifestOrder;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.receive.destination.EntryKey;
import dev.godwit.transfer.receive.destination.TransferRecord;
import dev.godwit.transfer.receive.work.EntryLedger;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.BitSet;
import java.util.List;

/** How much an earlier run has kept of entries, by its journals: for the person, before anything is looked at. */
public final class EarlierRun {
    private EarlierRun() {}

    /** Length of what it has of the first entries of a manifest; 0 when that can't be told. */
    public static long bytesOf(List<Entry> first, EntryLedger ledger, TransferRecord record, ShareId share) {
        long bytes = 0;
        ManifestOrder order = new ManifestOrder();
        try {
            for (Entry entry : first) {
                List<String> path = order.accept(entry);
                if (entry instanceof Entry.File file && file.length() > 0) {
                    long identity = EntryJournal.identity(path, file);
                    bytes += ledger.isClaimed(file.index(), identity)
                            ? file.length()
                            : bytesInPieces(file, record.file(identity), EntryKey.ofEntry(share, identity));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // Told to whoever plans with it.
        }
        return bytes;
    }

    private static long bytesInPieces(Entry.File file, TransferRecord.FileRecord record, Hash key) throws IOException {
        if (!Files.exists(record.journal()) || record.partial().isEmpty()) {
            return 0;
        }
        PieceJournal.Header header = new PieceJournal.Header(key, file.pieceSize(), file.length());
        BitSet pieces = new BitSet();
        try (PieceJournal journal = PieceJournal.open(record.journal(), header)) {
            journal.forEach((piece, _) -> pieces.set(Math.toIntExact(piece)));
        }
        return pieces.stream()
                .mapToLong(piece -> file.pieceSize().lengthOf(piece, file.length()))
                .sum();
    }
}
