package dev.godwit.transfer.receive.plan;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.ExistingFile;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.receive.work.PlannedFile;
import dev.godwit.transfer.receive.work.Sender;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.transfer.session.LazyBuffer;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Compares files that have the name of one that is offered, beside the streams: what is the same is not fetched, about
 * all else the rule or the person decides. For one thread, fed by any.
 */
final class Checker {
    private static final int READ_BYTES = 256 * 1024;
    private static final int ASKED_MAX = Limits.ROOTS_OPEN_MAX / 2;

    private final SessionContext context;
    private final FetchPlan plan;
    private final Room room;
    private final Backlog<Occupied> waiting = new Backlog<>();
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final LazyBuffer buffer = new LazyBuffer(READ_BYTES);
    private final StreamingTree tree = new StreamingTree();

    /** A name that is taken. */
    private record Occupied(PlannedFile file, Optional<Hash> claim) {}

    /** A file whose content here is known, and there will be. */
    private record Asked(PlannedFile file, ContentId here, CompletableFuture<ContentId> theirs) {}

    Checker(SessionContext context, FetchPlan plan, Room room) {
        this.context = context;
        this.plan = plan;
        this.room = room;
    }

    /** Something has the name of this file; an earlier run may have put it there, with that root. */
    void occupied(PlannedFile file, Optional<Hash> claim) throws FaultException {
        waiting.put(new Occupied(file, claim));
    }

    /** Ends {@link #run} once everything before was looked at. */
    void end() throws FaultException {
        waiting.end();
    }

    /** Ends {@link #run} as soon as it can, whatever still waits. */
    void stop() {
        waiting.stop();
    }

    /** Looks at one file after the other until the end. */
    void run() throws FaultException {
        for (Optional<Occupied> next = next(); next.isPresent(); next = next()) {
            check(next.get().file, next.get().claim);
        }
    }

    /** The next file; while there is none, or too many answers are awaited, those of the sender. */
    private Optional<Occupied> next() throws FaultException {
        while (!asked.isEmpty()) {
            Optional<Occupied> next = asked.size() < ASKED_MAX ? waiting.poll() : Optional.empty();
            if (next.isPresent()) {
                return next;
            }
            compare(asked.remove());
        }
        return waiting.take();
    }

    private void check(PlannedFile file, Optional<Hash> claim) throws FaultException {
        try {
            Optional<ContentId> here = contentOfSameLength(file);
            if (here.isEmpty()) {
                replace(file);
            } else if (claim.isPresent() && claim.get().equals(here.get().root())) {
                context.here(file, here.get());
            } else {
                asked.add(new Asked(
                        file, here.get(), context.sender().askRoot(file.entry().index())));
            }
        } catch (IOException e) {
            context.failed(file, FileFaults.ofTarget(e, file.text()).fault());
        }
    }

    /** The identity of the file that has the name, if it can be what is offered. */
    private Optional<ContentId> contentOfSameLength(PlannedFile file) throws IOException {
        Optional<ExistingFile> existing = file.parent()
                .folder()
                .target(file.entry().name(), ConflictRule.FAIL)
                .openExisting();
        if (existing.isEmpty()) {
            return Optional.empty();
        }
        try (ExistingFile there = existing.get()) {
            boolean sameLength =
                    file.entry().hasLength() && there.length() == file.entry().length();
            return sameLength ? Optional.of(hash(there)) : Optional.empty();
        }
    }

    private void compare(Asked question) throws FaultException {
        PlannedFile file = question.file;
        try {
            if (Sender.await(question.theirs).equals(question.here)) {
                context.here(file, question.here);
            } else {
                replace(file);
            }
        } catch (IOException e) {
            context.failed(file, FileFaults.ofTarget(e, file.text()).fault());
        }
    }

    /** Something else has the name: the person, or the rule they gave, says what now. */
    private void replace(PlannedFile file) throws IOException {
        ConflictRule rule = context.onConflict(file.text());
        if (rule == ConflictRule.SKIP) {
            context.leftOut(file);
        } else {
            file.parent().folder().target(file.entry().name(), rule).checkRule();
            long bytes = plan.fetch(file.with(rule));
            if (rule == ConflictRule.RENAME) {
                // What is replaced makes room for the next.
                room.want(bytes);
            }
        }
    }

    private ContentId hash(ExistingFile file) throws IOException {
        long offset = 0;
        while (true) {
            ByteBuffer bytes = buffer.get().clear();
            long nanos = System.nanoTime();
            int count = file.read(offset, bytes);
            nanos = context.tally().spent(Activity.DESTINATION, nanos);
            if (count == 0) {
                return tree.finish();
            }
            tree.update(bytes.flip());
            context.tally().spent(Activity.HASHING, nanos);
            offset += count;
            if (waiting.isStopped()) {
                throw Fault.of(FaultCode.CANCELLED).exception();
            }
        }
    }
}
