package dev.godwit.transfer.receive;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.ManifestOrder;
import dev.godwit.transfer.receive.DownloadRequest.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.util.BitSet;
import java.util.List;

/** How much an earlier run has kept of entries, by its journals: for the person, before anything is looked at. */
final class EarlierRun {
    private EarlierRun() {}

    /** Length of what it has of the first entries of a manifest; 0 when that can't be told. */
    static long bytesOf(List<Entry> first, DownloadState state) {
        if (!(state.request().target() instanceof Target.Folder folder)) {
            return 0;
        }
        long bytes = 0;
        ManifestOrder order = new ManifestOrder();
        try {
            for (Entry entry : first) {
                List<String> path = order.accept(entry);
                if (entry instanceof Entry.File file && file.length() > 0) {
                    bytes += bytesOf(file, EntryJournal.identity(path, file), folder, state);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // Told to whoever plans with it.
        }
        return bytes;
    }

    private static long bytesOf(Entry.File file, long identity, Target.Folder folder, DownloadState state)
            throws IOException {
        if (state.ledger().isClaimed(file.index(), identity)) {
            return file.length();
        }
        TransferRecord.FileRecord record = folder.record().file(identity);
        if (!Files.exists(record.journal()) || record.partial().isEmpty()) {
            return 0;
        }
        PieceJournal.Header header = new PieceJournal.Header(
                EntryKey.ofEntry(state.request().aim().capability().shareId(), identity),
                file.pieceSize(),
                file.length());
        BitSet pieces = new BitSet();
        try (PieceJournal journal = PieceJournal.open(record.journal(), header)) {
            journal.forEach((piece, _) -> pieces.set(Math.toIntExact(piece)));
        }
        return pieces.stream()
                .mapToLong(piece -> file.pieceSize().lengthOf(piece, file.length()))
                .sum();
    }
}
