package dev.godwit.transfer.receive;

import dev.godwit.content.manifest.Entry;
import dev.godwit.transfer.receive.DownloadRequest.Target;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Plans the one file of a share, or the one that is wanted of it, to standard output. One thread. */
final class OutputPlanner implements EntryPlanner {
    private final SessionContext context;
    private final Target.Output target;
    private boolean chosen;

    OutputPlanner(SessionContext context, Target.Output target) {
        this.context = context;
        this.target = target;
    }

    @Override
    public void plan(Entry entry, List<String> path, Need need) throws IOException {
        if (need != Need.WANTED || !(entry instanceof Entry.File file)) {
            if (need != Need.SETTLED) {
                context.state().ledger().leftOut(entry.index());
            }
            return;
        }
        if (chosen) {
            throw severalFiles();
        }
        chosen = true;
        long identity = context.state().ledger().identity(entry.index());
        Optional<LargeFile> begun = context.state().largeFile(identity);
        LargeFile large = begun.orElseGet(
                () -> new LargeFile(file, String.join("/", path), new OutputDestination(target.channel(), file)));
        context.state().add(identity, large);
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

    @Override
    public void runChecks() {
        // Nothing is here already.
    }

    @Override
    public void stop() {
        // Nothing waits.
    }
}
