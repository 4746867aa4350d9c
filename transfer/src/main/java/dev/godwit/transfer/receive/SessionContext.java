package dev.godwit.transfer.receive;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.PartialFile;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.receive.DownloadRequest.Target;
import dev.godwit.transfer.receive.TransferRecord.FileRecord;
import dev.godwit.transfer.receive.TransferRecord.Partial;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What the threads of one session share, and how each entry is settled: in place and noted, or failed and noted, while
 * the rest goes on. Thread-safe.
 */
final class SessionContext {
    private final DownloadState state;
    private final Link link;
    private final Consumer<Fault> fatal;
    private final WorkBoard board = new WorkBoard();
    private final Set<Thread> background = ConcurrentHashMap.newKeySet();
    private final ReentrantLock asking = new ReentrantLock();

    /** @param fatal ends the session */
    SessionContext(DownloadState state, Link link, Consumer<Fault> fatal) {
        this.state = state;
        this.link = link;
        this.fatal = fatal;
    }

    Link link() {
        return link;
    }

    WorkBoard board() {
        return board;
    }

    Tally tally() {
        return state.tally();
    }

    DownloadState state() {
        return state;
    }

    /** Content was verified and kept that was not here before. */
    void kept(long bytes) {
        state.kept(bytes);
    }

    /** Puts a small file, verified already, in its place. */
    void place(PlannedFile file, ByteBuffer content, Hash root) throws FaultException {
        long nanos = System.nanoTime();
        int bytes = content.remaining();
        try {
            String path = file.parent()
                    .folder()
                    .writeWhole(
                            file.entry().name(),
                            content,
                            file.entry().mode(),
                            file.entry().modifiedTime(),
                            file.rule())
                    .toString();
            tally().spent(Activity.DESTINATION, nanos);
            state.placed(path, new ContentId(bytes, root));
            tally().verified(bytes);
            kept(bytes);
            // Last: once everything is settled the result is put together.
            state.ledger().received(file.entry().index(), root);
            file.parent().leave();
        } catch (IOException e) {
            failed(file, FileFaults.ofTarget(e, file.text()).fault());
        }
    }

    /** The same content is there already. */
    void here(PlannedFile file, ContentId contentId) throws IOException {
        tally().verified(contentId.length());
        state.placed(text(file), contentId);
        dropPartial(file);
        state.ledger().here(file.entry().index(), contentId.root());
        file.parent().leave();
    }

    /** What an earlier run has begun of a file that needs no more of it. */
    private void dropPartial(PlannedFile file) throws IOException {
        if (FetchPlan.isSmall(file) || !(state.request().target() instanceof Target.Folder folder)) {
            return;
        }
        FileRecord record =
                folder.record().file(state.ledger().identity(file.entry().index()));
        Optional<Partial> known = record.partial();
        if (known.isPresent()) {
            Optional<PartialFile> partial = file.parent()
                    .folder()
                    .reopen(known.get().name(), known.get().fileKey());
            if (partial.isPresent()) {
                partial.get().discard();
            }
            record.forget();
        }
    }

    private static String text(PlannedFile file) throws IOException {
        return file.parent().folder().directory().resolve(file.entry().name()).toString();
    }

    /** Something else is there, and stays. */
    void leftOut(PlannedFile file) throws IOException {
        dropPartial(file);
        state.leftInPlace(text(file));
        state.ledger().leftOut(file.entry().index());
        file.parent().leave();
    }

    /** What to do about something else that has the name; a person is asked one question at a time. */
    ConflictRule onConflict(String path) {
        asking.lock();
        try {
            return state.request().surroundings().onConflict().apply(path);
        } finally {
            asking.unlock();
        }
    }

    /** Part of the session's work. */
    interface Task {
        void run() throws IOException;
    }

    /** Does part of the work; a failure of more than one entry ends the session. */
    void guarded(Task task) {
        try {
            task.run();
        } catch (FaultException e) {
            fatal.accept(e.fault());
        } catch (IOException e) {
            fatal.accept(Fault.of(FaultCode.CONNECTION_LOST, String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            fatal.accept(Fault.of(FaultCode.UNEXPECTED, e.toString()));
        }
    }

    /** Does part of the work beside everything else; the session does not end before it. */
    void inBackground(Task task) {
        Thread thread = Thread.ofVirtual().name("settle").unstarted(() -> {
            try {
                guarded(task);
            } finally {
                background.remove(Thread.currentThread());
            }
        });
        background.add(thread);
        thread.start();
    }

    /** A thread that still works in the background. */
    Optional<Thread> background() {
        return background.stream().findFirst();
    }

    /** A small file can not be had. */
    void failed(PlannedFile file, Fault fault) throws FaultException {
        checkLocal(fault);
        state.ledger().failed(file.entry().index(), file.text(), fault);
        file.parent().leave();
    }

    /** A large file can not be had. */
    void failed(LargeFile file, Fault fault) throws FaultException {
        checkLocal(fault);
        if (!file.fail()) {
            return;
        }
        board.settled(file);
        state.ledger().failed(file.entry().index(), file.name(), fault);
        boolean isInTheWayHere = fault.code() == FaultCode.CONFLICT || fault.code() == FaultCode.TARGET_UNWRITABLE;
        if (!isInTheWayHere) {
            // No later run can go on with it, and nobody would know whose it was.
            file.destination().discard();
        }
        state.drop(file);
        file.leaveParent();
    }

    /** What concerns more than the one entry ends the session; what is verified stays for the next. */
    private static void checkLocal(Fault fault) throws FaultException {
        switch (fault.code()) {
            case SOURCE_CHANGED, SOURCE_UNREADABLE, CONFLICT, TARGET_UNWRITABLE, NAME_UNSAFE -> {}
            default -> throw fault.exception();
        }
    }

    /** All pieces of a file are here: asks for its root, compares, puts it in place, beside the streams. */
    void complete(LargeFile file) {
        if (file.beginSettling()) {
            inBackground(() -> settle(file));
        }
    }

    private void settle(LargeFile file) throws IOException {
        try {
            ContentId theirs = link.root(file.entry().index());
            if (!theirs.equals(file.destination().contentId())) {
                throw Fault.of(FaultCode.INTEGRITY, file.name() + ", root of the whole")
                        .exception();
            }
            state.placed(file.destination().finish(), theirs);
            board.settled(file);
            state.ledger().received(file.entry().index(), theirs.root());
            state.drop(file);
            file.leaveParent();
        } catch (FaultException e) {
            file.reopen();
            failed(file, e.fault());
        }
    }
}
