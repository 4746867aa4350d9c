package dev.godwit.transfer.share;

import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceHasher;
import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.source.SourceFile;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that is offered while it is hashed. Roots of pieces go to the journal as they are found, so a restarted sender
 * hashes only what it never read.
 */
final class FileContent implements SharedFile {
    private static final int READ_BYTES = 256 * 1024;

    private final SourceFile file;
    private final String name;
    private final PieceSize pieceSize;
    private final PieceLayer layer;
    private final Optional<PieceJournal> journal;
    private final ReentrantLock hashing = new ReentrantLock();

    /** Offers {@code file} as {@code entry}; the journal holds what earlier runs learnt about this very version. */
    FileContent(SourceFile file, Entry.File entry, String name, Optional<PieceJournal> journal) throws IOException {
        this.file = file;
        this.name = name;
        this.journal = journal;
        this.pieceSize = entry.pieceSize();
        this.layer = new PieceLayer(file.length(), pieceSize);
        if (journal.isPresent()) {
            journal.get().forEach(layer::put);
        }
    }

    @Override
    public int read(long offset, ByteBuffer destination) throws FaultException {
        try {
            return file.read(offset, destination);
        } catch (IOException e) {
            throw FileFaults.ofSource(e, name);
        }
    }

    @Override
    public void pieceRead(long piece, Hash root) throws FaultException {
        try {
            file.checkUnchanged();
            boolean isNew = !layer.has(piece);
            if (!layer.put(piece, root)) {
                throw FileFaults.changed(name);
            }
            if (isNew && journal.isPresent()) {
                journal.get().append(piece, root);
            }
        } catch (IOException e) {
            throw FileFaults.ofSource(e, name);
        }
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public ContentId contentId() throws FaultException {
        hashing.lock();
        try {
            hashMissingPieces();
            file.checkUnchanged();
            return new ContentId(file.length(), layer.root());
        } catch (IOException e) {
            throw FileFaults.ofSource(e, name);
        } finally {
            hashing.unlock();
        }
    }

    private void hashMissingPieces() throws FaultException {
        if (layer.isComplete()) {
            return;
        }
        PieceHasher hasher = new PieceHasher(pieceSize);
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        for (int piece = 0; piece < layer.count(); piece++) {
            if (!layer.has(piece)) {
                pieceRead(piece, hash(piece, hasher, buffer));
            }
        }
    }

    private Hash hash(int piece, PieceHasher hasher, ByteBuffer buffer) throws FaultException {
        long offset = pieceSize.offset(piece);
        long end = offset + pieceSize.lengthOf(piece, file.length());
        while (offset < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - offset));
            offset += read(offset, buffer);
            hasher.update(buffer.flip());
        }
        return hasher.root(file.length());
    }

    @Override
    public void close() {
        try {
            file.close();
            if (journal.isPresent()) {
                journal.get().close();
            }
        } catch (IOException e) {
            // Both were only read or appended to: nothing waits to be written.
        }
    }
}
