package dev.godwit.transfer.share;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.source.SourceFile;
import dev.godwit.content.source.SourceTree;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a tree that are being sent in pieces: every receiver that fetches one shares what is known about it. A
 * file that nobody uses stays open for a while, since the next request for its pieces may be on its way.
 */
final class OpenFiles implements AutoCloseable {
    private static final int IDLE_MAX = 64;

    private final SourceTree tree;
    private final PieceJournals journals;
    private final Map<Integer, Opened> opened = new LinkedHashMap<>();

    OpenFiles(SourceTree tree, PieceJournals journals) {
        this.tree = tree;
        this.journals = journals;
    }

    private static final class Opened {
        private final FileContent content;
        private int users;

        Opened(FileContent content) {
            this.content = content;
        }
    }

    /** Opens a file, or joins those who have it open. */
    synchronized SharedFile open(int index, Entry.File entry, List<String> path) throws FaultException {
        Opened file = opened.remove(index);
        if (file == null) {
            file = new Opened(openNew(entry, path));
            closeIdle();
        }
        opened.put(index, file);
        file.users++;
        return new Used(file);
    }

    private FileContent openNew(Entry.File entry, List<String> path) throws FaultException {
        String name = String.join("/", path);
        try {
            SourceFile file = tree.open(path, entry.length(), entry.modifiedTime());
            return new FileContent(file, entry, name, journals.open(file, entry));
        } catch (IOException e) {
            throw FileFaults.ofSource(e, name);
        }
    }

    private void closeIdle() {
        int excess = opened.size() - IDLE_MAX;
        for (var candidates = opened.values().iterator(); excess > 0 && candidates.hasNext(); ) {
            Opened candidate = candidates.next();
            if (candidate.users == 0) {
                candidate.content.close();
                candidates.remove();
                excess--;
            }
        }
    }

    private synchronized void leave(Opened file) {
        file.users--;
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(file -> file.content.close());
        opened.clear();
    }

    /** One user's hold of an open file. */
    private final class Used implements SharedFile {
        private final Opened file;
        private boolean left;

        Used(Opened file) {
            this.file = file;
        }

        @Override
        public int read(long offset, ByteBuffer destination) throws FaultException {
            return file.content.read(offset, destination);
        }

        @Override
        public void pieceRead(long piece, Hash root) throws FaultException {
            file.content.pieceRead(piece, root);
        }

        @Override
        public long length() {
            return file.content.length();
        }

        @Override
        public ContentId contentId() throws FaultException {
            return file.content.contentId();
        }

        @Override
        public void close() {
            if (!left) {
                left = true;
                leave(file);
            }
        }
    }
}
