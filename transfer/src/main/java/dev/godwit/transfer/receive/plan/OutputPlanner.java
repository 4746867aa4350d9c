package dev.godwit.transfer.receive.plan;

import dev.godwit.content.manifest.Entry;
import dev.godwit.transfer.receive.destination.OutputDestination;
import dev.godwit.transfer.receive.work.LargeFile;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;

/** Plans the one file of a share, or the one that is wanted of it, to standard output. One thread. */
public final class OutputPlanner implements EntryPlanner {
    private final SessionContext context;
    private final WritableByteChannel output;
    private boolean chosen;

    /** @param output takes the content in order */
    public OutputPlanner(SessionContext context, WritableByteChannel output) {
        this.context = context;
        this.output = output;
    }

    @Override
    public void plan(Entry entry, List<String> path, Need need) throws IOException {
        if (need != Need.WANTED || !(entry instanceof Entry.File file)) {
            if (need != Need.SETTLED) {
                context.ledger().leftOut(entry.index());
            }
            return;
        }
        if (chosen) {
            throw severalFiles();
        }
        chosen = true;
        long identity = context.ledger().identity(entry.index());
        Optional<LargeFile> begun = context.holdings().largeFile(identity);
        LargeFile large =
                begun.orElseGet(() -> new LargeFile(file, String.join("/", path), new OutputDestination(output, file)));
        context.holdings().add(identity, large);
        context.board().reserve();
        context.board().add(large);
        if (context.board().isComplete(large)) {
            context.complete(large);
        }
    }

    private static FaultException severalFiles() {
        return Fault.of(
                        FaultCode.USAGE,
                        "Standard output takes one file, and there are several: choose one with --select")
                .exception();
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void end() {
        // Nothing is open.
    }
}
