package dev.godwit.transfer.receive.plan;

import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.receive.ConflictException;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.Occupant;
import dev.godwit.content.receive.ReceiveFolder;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.receive.destination.EntryKey;
import dev.godwit.transfer.receive.destination.FileDestination;
import dev.godwit.transfer.receive.destination.TransferRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.FileRecord;
import dev.godwit.transfer.receive.destination.TransferRecord.Partial;
import dev.godwit.transfer.receive.work.DirectoryNode;
import dev.godwit.transfer.receive.work.EntryLedger;
import dev.godwit.transfer.receive.work.Holdings;
import dev.godwit.transfer.receive.work.LargeFile;
import dev.godwit.transfer.receive.work.PlannedFile;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.transfer.receive.work.SmallBatch;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans entries into folders: makes directories and links, sends files whose name is taken to the checker, and puts all
 * others on the board, small ones in batches. One thread.
 */
public final class TreePlanner implements EntryPlanner {
    private static final int BATCH_FILES = 256;
    private static final long BATCH_BYTES = 512 << 10;

    private final SessionContext context;
    private final EntryLedger ledger;
    private final TransferRecord record;
    private final ShareId share;
    private final FetchPlan plan;
    private final Checker checker;
    private final ReadBack readBack;
    private final Room room;
    private final Deque<DirectoryNode> directories = new ArrayDeque<>();
    private final List<PlannedFile> batch = new ArrayList<>();
    private long batchBytes;
    private int blockedDepth = Integer.MAX_VALUE;
    private @Nullable Fault blockedBy;

    /**
     * Plans into {@code root}.
     *
     * @param record what a later run will find
     */
    public TreePlanner(SessionContext context, ReceiveRoot root, TransferRecord record, ShareId share) {
        this.context = context;
        this.ledger = context.ledger();
        this.record = record;
        this.share = share;
        this.room = new Room(root, context.holdings());
        this.readBack = new ReadBack(context);
        this.plan = new FetchPlan(context, readBack, this::open);
        this.checker = new Checker(context, plan, room);
        directories.push(DirectoryNode.root(root, ledger));
    }

    @Override
    public void runChecks() throws IOException {
        checker.run();
        // It plans files to the last.
        readBack.end();
    }

    @Override
    public void runReadBack() throws IOException {
        readBack.run();
    }

    @Override
    public boolean mayLackRoom(long offeredBytes) throws FaultException {
        return room.mayLack(offeredBytes);
    }

    @Override
    public void checkRoom(List<Entry> ahead) throws FaultException {
        room.check(ahead);
    }

    @Override
    public void plan(Entry entry, List<String> path, Need need) throws IOException {
        while (directories.size() - 1 > entry.depth()) {
            directories.pop().close();
        }
        if (entry.depth() <= blockedDepth) {
            blockedDepth = Integer.MAX_VALUE;
        }
        DirectoryNode parent = directories.element();
        switch (entry) {
            case Entry.Directory directory -> planDirectory(directory, path, need, parent);
            case Entry.File file -> planFile(new PlannedFile(file, path, parent, ConflictRule.FAIL), need);
            case Entry.Link link -> planLink(link, path, need, parent);
        }
    }

    private void planDirectory(Entry.Directory directory, List<String> path, Need need, DirectoryNode parent)
            throws IOException {
        DirectoryNode node = parent.child(directory, path);
        directories.push(node);
        if (need != Need.UNWANTED && !isBlocked()) {
            try {
                node.make();
            } catch (IOException | UnsafeNameException e) {
                block(directory, path, fault(e, String.join("/", path)));
            }
        }
    }

    /** Nothing of what is in this directory can be put anywhere. */
    private void block(Entry.Directory directory, List<String> path, Fault fault) throws FaultException {
        if (!isOfOneEntry(fault.code())) {
            throw fault.exception();
        }
        blockedDepth = directory.depth();
        blockedBy = fault;
        ledger.failed(directory.index(), String.join("/", path), fault);
    }

    private boolean isBlocked() {
        return blockedDepth != Integer.MAX_VALUE;
    }

    private void planFile(PlannedFile file, Need need) throws IOException {
        int index = file.entry().index();
        if (need != Need.WANTED || isBlocked()) {
            // A batch names all files from its first to its last.
            flush();
            if (need == Need.SETTLED) {
                settledBefore(index, file.parent());
                return;
            }
            file.parent().lacks();
            if (isBlocked() && blockedBy != null) {
                ledger.failed(index, file.text(), blockedBy);
            } else {
                ledger.leftOut(index);
            }
            return;
        }
        file.parent().enter();
        try {
            file.parent().make();
            Optional<Hash> claim = ledger.claim(index);
            if (isTaken(file)) {
                flush();
                mend(file);
                checker.occupied(file, claim);
            } else if (file.isSmall()) {
                add(file);
            } else {
                flush();
                fetchPieces(file);
            }
        } catch (IOException | UnsafeNameException e) {
            context.failed(file, fault(e, file.text()));
        }
    }

    /** What an earlier session could not put into a directory is not in it in this one either. */
    private void settledBefore(int entry, DirectoryNode parent) {
        if (!ledger.isInPlace(entry)) {
            parent.lacks();
        }
    }

    /** An earlier run that was killed between a file's last steps has left it private. */
    private void mend(PlannedFile file) throws IOException {
        if (!file.isSmall()) {
            FileRecord kept = record.file(ledger.identity(file.entry().index()));
            Optional<Partial> partial = kept.partial();
            if (partial.isPresent()) {
                ReceiveFolder folder = file.parent().folder();
                boolean mended = folder.settle(
                        file.entry().name(),
                        partial.get().fileKey(),
                        file.entry().mode());
                if (mended) {
                    kept.forget();
                }
            }
        }
    }

    private static boolean isTaken(PlannedFile file) throws IOException {
        return !file.parent().isNew()
                && file.parent().folder().occupant(file.entry().name()) != Occupant.NOTHING;
    }

    private void add(PlannedFile file) throws IOException {
        // Directories and links between its files belong to the range that a batch asks for.
        if (!batch.isEmpty() && file.entry().index() - batch.getFirst().entry().index() >= Limits.FILES_MAX) {
            flush();
        }
        batch.add(file);
        batchBytes += file.entry().length();
        room.want(file.entry().length());
        if (batch.size() >= BATCH_FILES || batchBytes >= BATCH_BYTES) {
            flush();
        }
    }

    private void fetchPieces(PlannedFile file) throws IOException {
        room.want(plan.fetchPieces(file));
    }

    private void planLink(Entry.Link link, List<String> path, Need need, DirectoryNode parent) throws IOException {
        if (need != Need.WANTED || isBlocked()) {
            if (need == Need.SETTLED) {
                settledBefore(link.index(), parent);
            } else {
                ledger.leftOut(link.index());
                parent.lacks();
            }
            return;
        }
        parent.enter();
        String text = String.join("/", path);
        try {
            parent.make();
            makeLink(link, text, parent);
        } catch (IOException | UnsafeNameException e) {
            Fault fault = fault(e, text);
            if (!isOfOneEntry(fault.code())) {
                throw fault.exception();
            }
            ledger.failed(link.index(), text, fault);
            parent.lacks();
        }
        parent.leave();
    }

    private void makeLink(Entry.Link link, String text, DirectoryNode parent) throws IOException {
        try {
            parent.folder().makeLink(link.name(), link.target(), link.modifiedTime(), ConflictRule.FAIL);
        } catch (ConflictException e) {
            ConflictRule rule = context.onConflict(text);
            if (rule == ConflictRule.SKIP) {
                ledger.leftOut(link.index());
                parent.lacks();
                return;
            }
            parent.folder().makeLink(link.name(), link.target(), link.modifiedTime(), rule);
        }
        ledger.made(link.index());
    }

    @Override
    public void flush() throws IOException {
        if (!batch.isEmpty()) {
            plan.fetch(new SmallBatch(batch));
            batch.clear();
            batchBytes = 0;
        }
    }

    @Override
    public void end() throws IOException {
        flush();
        while (!directories.isEmpty()) {
            directories.pop().close();
        }
        room.check(0);
        checker.end();
    }

    @Override
    public void stop() {
        checker.stop();
        readBack.stop();
    }

    private LargeFile open(PlannedFile file) throws IOException {
        Holdings holdings = context.holdings();
        long identity = ledger.identity(file.entry().index());
        Optional<LargeFile> begun = holdings.largeFile(identity);
        if (begun.isPresent() && begun.get().entry().equals(file.entry())) {
            return begun.get();
        }
        // It has another place in the manifest now: its partial file and journal are opened again under it.
        begun.ifPresent(holdings::drop);
        FileDestination.Place place = place(file);
        Optional<FileDestination> earlier = FileDestination.resume(place, file.entry());
        if (earlier.isEmpty()) {
            room.check(file.entry().dataBytes());
        }
        FileDestination destination = earlier.isPresent() ? earlier.get() : FileDestination.begin(place, file.entry());
        destination.target(file.parent().folder().target(file.entry().name(), file.rule()));
        LargeFile large = new LargeFile(file.entry(), file.text(), destination);
        if (begun.isEmpty()) {
            context.tally().verified(large.claimedBytes());
        }
        holdings.add(identity, large);
        return large;
    }

    private FileDestination.Place place(PlannedFile file) throws IOException {
        long identity = ledger.identity(file.entry().index());
        PieceJournal.Header header = new PieceJournal.Header(
                EntryKey.ofEntry(share, identity),
                file.entry().pieceSize(),
                file.entry().length());
        return new FileDestination.Place(file.parent().folder(), file.path(), header, record.file(identity));
    }

    private static Fault fault(Exception e, String text) {
        return e instanceof IOException io
                ? FileFaults.ofTarget(io, text).fault()
                : Fault.of(FaultCode.NAME_UNSAFE, text + " (" + e.getMessage() + ")");
    }

    private static boolean isOfOneEntry(FaultCode code) {
        return code == FaultCode.CONFLICT || code == FaultCode.TARGET_UNWRITABLE || code == FaultCode.NAME_UNSAFE;
    }
}
