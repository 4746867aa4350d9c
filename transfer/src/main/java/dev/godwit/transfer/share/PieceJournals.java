package dev.godwit.transfer.share;

import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.source.SourceFile;
import java.io.IOException;
import java.util.Optional;

/** Keeps the journals of large files that are being offered. Safe on every thread. */
public interface PieceJournals {

    /** The journal about this very version of the file; empty for a file that is as quickly hashed again. */
    Optional<PieceJournal> open(SourceFile file, Entry.File entry) throws IOException;
}
