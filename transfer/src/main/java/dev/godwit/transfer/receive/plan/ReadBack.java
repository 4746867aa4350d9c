package dev.godwit.transfer.receive.plan;

import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.receive.work.LargeFile;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.wire.fault.FaultException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads back pieces that an earlier run claims to have, beside the streams: what is as it was is not fetched. It waits for
 * nothing else, since room for other files may come from it alone. For one thread, fed by any.
 */
final class ReadBack {
    private final SessionContext context;
    private final Backlog<LargeFile> waiting = new Backlog<>();

    ReadBack(SessionContext context) {
        this.context = context;
    }

    /** An earlier run has pieces of this file. */
    void claims(LargeFile file) throws FaultException {
        waiting.put(file);
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
        for (Optional<LargeFile> next = waiting.take(); next.isPresent(); next = waiting.take()) {
            readBack(next.get());
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
