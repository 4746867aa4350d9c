package dev.godwit.transfer.receive.work;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.receive.Occupant;
import dev.godwit.content.receive.ReceiveFolder;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the manifest while entries in it are open. It is made when the first of them needs it, and gets its mode
 * and time when the last is settled, since each of them would change the time again. One that was there before this
 * download keeps its mode. Thread-safe.
 */
public final class DirectoryNode {
    private static final int ALL_OF_OWNER = 0700;

    private final ReceiveRoot root;
    private final EntryLedger ledger;
    private final @Nullable DirectoryNode parent;
    private final Entry.@Nullable Directory entry;
    private final List<String> path;
    private int open = 1;
    private boolean made;
    private boolean isNew;
    private boolean lacking;

    private DirectoryNode(
            ReceiveRoot root,
            EntryLedger ledger,
            @Nullable DirectoryNode parent,
            Entry.@Nullable Directory entry,
            List<String> path) {
        this.root = root;
        this.ledger = ledger;
        this.parent = parent;
        this.entry = entry;
        this.path = path;
    }

    /** The receive root itself, which is there and stays as it is. */
    public static DirectoryNode root(ReceiveRoot root, EntryLedger ledger) {
        DirectoryNode node = new DirectoryNode(root, ledger, null, null, List.of());
        node.made = true;
        return node;
    }

    /** A directory in this one; counts as open until {@link #close}. */
    public DirectoryNode child(Entry.Directory directory, List<String> itsPath) {
        enter();
        return new DirectoryNode(root, ledger, this, directory, itsPath);
    }

    /** One more entry in it is open. */
    public synchronized void enter() {
        open++;
    }

    /** An entry in it is settled. */
    public void leave() throws FaultException {
        boolean last;
        synchronized (this) {
            open--;
            last = open == 0;
        }
        if (last) {
            finish();
        }
    }

    /** An entry in it is not there: a later run must be able to put it there, whatever mode the directory came with. */
    public synchronized void lacks() {
        lacking = true;
    }

    /** The manifest names nothing more in it. */
    public void close() throws FaultException {
        leave();
    }

    private void finish() throws FaultException {
        if (parent == null || entry == null) {
            return;
        }
        try {
            if (isMade()) {
                if (ledger.isOwn(path)) {
                    int mode = isLacking() ? entry.mode() | ALL_OF_OWNER : entry.mode();
                    parent.folder().finishDirectory(entry.name(), mode, entry.modifiedTime());
                } else {
                    touch(parent, entry);
                }
                ledger.made(entry.index());
            } else {
                parent.lacks();
                ledger.leftOut(entry.index());
            }
        } catch (IOException e) {
            ledger.failed(entry.index(), text(), FileFaults.ofTarget(e, text()).fault());
        }
        parent.leave();
    }

    private static void touch(DirectoryNode parent, Entry.Directory entry) throws IOException {
        try {
            parent.folder().touchDirectory(entry.name(), entry.modifiedTime());
        } catch (FileSystemException e) {
            // Somebody else's, who lets others write: then its time is not ours to set.
        }
    }

    /** Makes it if it is not there, with those above it. */
    public synchronized void make() throws IOException {
        if (!made && parent != null && entry != null) {
            parent.make();
            // Before it is made: a kill in between must not leave one that nobody knows whose it is.
            if (parent.isNew() || parent.folder().occupant(entry.name()) == Occupant.NOTHING) {
                ledger.makes(entry.index(), path);
            }
            isNew = parent.folder().makeDirectory(entry.name());
            made = true;
        }
    }

    private synchronized boolean isLacking() {
        return lacking;
    }

    private synchronized boolean isMade() {
        return made;
    }

    /** Whether this run has made it, so that nothing else was in it before. */
    public synchronized boolean isNew() {
        return isNew;
    }

    /** Where entries are put; it must have been made. */
    public ReceiveFolder folder() throws IOException {
        return root.folder(path);
    }

    private String text() {
        return String.join("/", path);
    }
}
