package dev.godwit.transfer.receive.work;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the threads of one session share, and how each entry is settled: in place and noted, or failed and noted, while
 * the rest goes on. Thread-safe.
 */
public final class SessionContext {
    private final Holdings holdings;
    private final Sender sender;
    private final Function<String, Optional<ConflictRule>> conflicts;
    private final Consumer<Fault> fatal;
    private final WorkBoard board = new WorkBoard();
    private final Set<Thread> background = ConcurrentHashMap.newKeySet();
    private final AtomicInteger streams = new AtomicInteger();
    private final ReentrantLock asking = new ReentrantLock();
    private final HaveReport report = new HaveReport(this);

    /**
     * A session that begins.
     *
     * @param conflicts says what to do about something else that has a name; empty to stop
     * @param fatal ends the session
     */
    public SessionContext(
            Holdings holdings,
            Sender sender,
            Function<String, Optional<ConflictRule>> conflicts,
            Consumer<Fault> fatal) {
        this.holdings = holdings;
        this.sender = sender;
        this.conflicts = conflicts;
        this.fatal = fatal;
    }

    /** The other end. */
    public Sender sender() {
        return sender;
    }

    /** What is to be fetched. */
    public WorkBoard board() {
        return board;
    }

    /** How many byte streams are open. */
    public AtomicInteger streams() {
        return streams;
    }

    /** The counters of the download. */
    public Tally tally() {
        return holdings.tally();
    }

    /** What has become of each entry. */
    public EntryLedger ledger() {
        return holdings.ledger();
    }

    /** What is here, of this session and earlier ones. */
    public Holdings holdings() {
        return holdings;
    }

    /** Content was verified and kept that was not here before; holes do not count. */
    public void kept(long bytes) {
        holdings.kept(bytes);
    }

    /** Puts a small file, verified already, in its place. */
    public void place(PlannedFile file, ByteBuffer content, Hash root) throws FaultException {
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
            holdings.placed(path, new ContentId(bytes, root));
            tally().verified(bytes);
            kept(bytes);
            // Last: once everything is settled the result is put together.
            ledger().received(file.entry().index(), root);
            file.parent().leave();
        } catch (IOException e) {
            failed(file, FileFaults.ofTarget(e, file.text()).fault());
        }
    }

    /** The same content is there already. */
    public void here(PlannedFile file, ContentId contentId) throws IOException {
        tally().verified(contentId.length());
        holdings.placed(text(file), contentId);
        holdings.dropPartial(file);
        ledger().here(file.entry().index(), contentId.root());
        file.parent().leave();
        foundHere();
    }

    /** Something was compared and need not be fetched: the sender's progress moves on though it sends nothing. */
    public void foundHere() {
        guarded(report::progressed);
    }

    private static String text(PlannedFile file) throws IOException {
        return file.parent().folder().directory().resolve(file.entry().name()).toString();
    }

    /** Something else is there, and stays. */
    public void leftOut(PlannedFile file) throws IOException {
        holdings.dropPartial(file);
        holdings.leftInPlace(text(file));
        ledger().leftOut(file.entry().index());
        file.parent().lacks();
        file.parent().leave();
    }

    /** What to do about something else that has the name; a person is asked one question at a time, and may stop it all. */
    public ConflictRule onConflict(String path) throws FaultException {
        asking.lock();
        try {
            return conflicts
                    .apply(path)
                    .orElseThrow(() -> Fault.of(FaultCode.CANCELLED).exception());
        } finally {
            asking.unlock();
        }
    }

    /** Part of the session's work. */
    public interface Task {
        /** Runs to its end. */
        void run() throws IOException;
    }

    /** Does part of the work; a failure of more than one entry ends the session. */
    public void guarded(Task task) {
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
    public void inBackground(Task task) {
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
    public Optional<Thread> background() {
        return background.stream().findFirst();
    }

    /** A small file can not be had. */
    public void failed(PlannedFile file, Fault fault) throws FaultException {
        checkLocal(fault);
        ledger().failed(file.entry().index(), file.text(), fault);
        file.parent().lacks();
        file.parent().leave();
    }

    /** A large file can not be had. */
    public void failed(LargeFile file, Fault fault) throws FaultException {
        checkLocal(fault);
        if (!file.fail()) {
            return;
        }
        board.settled(file);
        ledger().failed(file.entry().index(), file.name(), fault);
        boolean isInTheWayHere = fault.code() == FaultCode.CONFLICT || fault.code() == FaultCode.TARGET_UNWRITABLE;
        if (!isInTheWayHere) {
            // No later run can go on with it, and nobody would know whose it was.
            file.destination().discard();
        }
        holdings.drop(file);
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
    public void complete(LargeFile file) {
        if (file.beginSettling()) {
            inBackground(() -> settle(file));
        }
    }

    private void settle(LargeFile file) throws IOException {
        try {
            long nanos = System.nanoTime();
            ContentId theirs = sender.root(file.entry().index());
            nanos = tally().spent(Activity.NETWORK, nanos);
            if (!theirs.equals(file.destination().contentId())) {
                throw Fault.of(FaultCode.INTEGRITY, file.name() + ", root of the whole")
                        .exception();
            }
            String path = file.destination().finish();
            tally().spent(Activity.DESTINATION, nanos);
            holdings.placed(path, theirs);
            board.settled(file);
            ledger().received(file.entry().index(), theirs.root());
            holdings.drop(file);
            file.leaveParent();
        } catch (FaultException e) {
            file.reopen();
            failed(file, e.fault());
        }
    }
}
