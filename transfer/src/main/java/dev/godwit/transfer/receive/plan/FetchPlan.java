package dev.godwit.transfer.receive.plan;

import dev.godwit.transfer.receive.work.LargeFile;
import dev.godwit.transfer.receive.work.PlannedFile;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.transfer.receive.work.SmallBatch;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.util.List;

/** Puts files that are to be fetched on the board: small ones whole, others in pieces. Safe on every thread. */
final class FetchPlan {
    private final SessionContext context;
    private final ReadBack readBack;
    private final LargeFiles largeFiles;

    FetchPlan(SessionContext context, ReadBack readBack, LargeFiles largeFiles) {
        this.context = context;
        this.readBack = readBack;
        this.largeFiles = largeFiles;
    }

    /** Makes the large file's destination, or finds that of an earlier session or run. */
    interface LargeFiles {
        LargeFile open(PlannedFile file) throws IOException;
    }

    /** One file is to be fetched; how many bytes of it are not here. */
    long fetch(PlannedFile file) throws IOException {
        if (file.isSmall()) {
            context.board().add(new SmallBatch(List.of(file)));
            return file.entry().length();
        }
        return fetchPieces(file);
    }

    /**
     * A file is to be fetched in pieces; what an earlier run has of it is read back beside that.
     *
     * @return how many bytes of it are not here
     */
    long fetchPieces(PlannedFile file) throws IOException {
        context.board().reserve();
        LargeFile large = open(file);
        large.parent(file.parent());
        context.board().add(large);
        if (context.board().isComplete(large)) {
            context.complete(large);
        }
        if (!large.destination().claimed().isEmpty()) {
            readBack.claims(large);
        }
        return Math.max(0, file.entry().dataBytes() - large.claimedBytes());
    }

    private LargeFile open(PlannedFile file) throws IOException {
        boolean opened = false;
        try {
            LargeFile large = largeFiles.open(file);
            opened = true;
            return large;
        } finally {
            if (!opened) {
                context.board().release();
            }
        }
    }

    /** A batch of small files is to be fetched. */
    void fetch(SmallBatch batch) throws FaultException {
        context.board().add(batch);
    }
}
