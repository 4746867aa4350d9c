package dev.godwit.transfer.receive.plan;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.ExistingFile;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.receive.work.LargeFile;
import dev.godwit.transfer.receive.work.PlannedFile;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.transfer.session.LazyBuffer;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what is here already, beside the streams: files that have the name of one that is offered, and pieces that
 * an earlier run claims to have. What is the same is not fetched. For one thread, fed by any.
 */
final class Checker {
    private static final int WAITING_MAX = 4_096;
    private static final int READ_BYTES = 256 * 1024;

    private final SessionContext context;
    private final FetchPlan plan;
    private final BlockingQueue<Check> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final LazyBuffer buffer = new LazyBuffer(READ_BYTES);
    private final StreamingTree tree = new StreamingTree();
    private volatile boolean stopped;

    /** Something to look at. */
    private sealed interface Check {
        /** A name that is taken. */
        record Occupied(PlannedFile file, Optional<Hash> claim) implements Check {}

        /** Pieces of a partial file. */
        record Claims(LargeFile file) implements Check {}

        /** Nothing more. */
        record End() implements Check {}
    }

    Checker(SessionContext context, FetchPlan plan) {
        this.context = context;
        this.plan = plan;
    }

    /** Something has the name of this file; an earlier run may have put it there, with that root. */
    void occupied(PlannedFile file, Optional<Hash> claim) throws FaultException {
        put(new Check.Occupied(file, claim));
    }

    /** An earlier run has pieces of this file. */
    void claims(LargeFile file) throws FaultException {
        put(new Check.Claims(file));
    }

    /** Ends {@link #run} once everything before was looked at. */
    void end() throws FaultException {
        put(new Check.End());
    }

    /** Ends {@link #run} as soon as it can, whatever still waits. */
    void stop() {
        stopped = true;
        waiting.clear();
        boolean _ = waiting.offer(new Check.End());
    }

    private void put(Check check) throws FaultException {
        try {
            while (!stopped && !waiting.offer(check, 1, TimeUnit.SECONDS)) {
                // Full: whoever reads back is slower than the manifest comes.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CANCELLED).exception(e);
        }
    }

    /** Looks at one thing after the other until the end. */
    void run() throws IOException {
        while (!stopped) {
            switch (take()) {
                case Check.Occupied(PlannedFile file, Optional<Hash> claim) -> check(file, claim);
                case Check.Claims(LargeFile file) -> readBack(file);
                case Check.End _ -> {
                    return;
                }
            }
        }
    }

    private Check take() throws FaultException {
        try {
            return waiting.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CANCELLED).exception(e);
        }
    }

    private void check(PlannedFile file, Optional<Hash> claim) throws FaultException {
        try {
            Optional<ContentId> here = contentOfSameLength(file);
            if (here.isEmpty()) {
                // Not here: it may wait for room that only what is read back here makes.
                context.inBackground(() -> replace(file));
            } else if (claim.isPresent() && claim.get().equals(here.get().root())) {
                context.here(file, here.get());
            } else {
                compare(file, here.get());
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

    /** Asks the sender and goes on with the next: many such questions may be on their way. */
    private void compare(PlannedFile file, ContentId here) throws IOException {
        var _ = context.sender()
                .askRoot(file.entry().index())
                .whenComplete((theirs, failure) -> context.inBackground(() -> compared(file, here, theirs, failure)));
    }

    private void compared(PlannedFile file, ContentId here, @Nullable ContentId theirs, @Nullable Throwable failure)
            throws IOException {
        if (theirs == null) {
            IOException why = failure instanceof IOException io ? io : new IOException(failure);
            context.failed(file, FileFaults.ofTarget(why, file.text()).fault());
            return;
        }
        if (theirs.equals(here)) {
            context.here(file, here);
        } else {
            replace(file);
        }
    }

    private void replace(PlannedFile file) throws FaultException {
        try {
            differs(file);
        } catch (IOException e) {
            context.failed(file, FileFaults.ofTarget(e, file.text()).fault());
        }
    }

    /** Something else has the name: the person, or the rule they gave, says what now. */
    private void differs(PlannedFile file) throws IOException {
        ConflictRule rule = context.onConflict(file.text());
        if (rule == ConflictRule.SKIP) {
            context.leftOut(file);
        } else {
            file.parent().folder().target(file.entry().name(), rule).checkRule();
            plan.fetch(file.with(rule));
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
            if (stopped) {
                throw Fault.of(FaultCode.CANCELLED).exception();
            }
        }
    }

    private void readBack(LargeFile file) throws FaultException {
        OptionalLong claim = context.board().firstClaim(file);
        while (claim.isPresent()) {
            long piece = claim.getAsLong();
            long nanos = System.nanoTime();
            boolean isHere = file.destination().verifies(piece);
            context.tally().spent(Activity.DESTINATION, nanos);
            if (isHere) {
                context.foundHere();
                if (context.board().done(file, piece)) {
                    context.complete(file);
                }
            } else {
                context.tally().verified(-file.destination().lengthOf(piece));
                context.board().refute(file, piece);
            }
            claim = context.board().firstClaim(file);
        }
    }
}
