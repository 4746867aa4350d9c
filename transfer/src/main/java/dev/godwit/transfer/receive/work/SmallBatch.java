package dev.godwit.transfer.receive.work;

import dev.godwit.transfer.receive.work.WorkBoard.Work;
import java.util.List;

/** Small files that are asked for together: all files of the manifest from the first of them to the last. */
public record SmallBatch(List<PlannedFile> files) implements Work {
    private static final int HEAD_BYTES = 1_024;

    public SmallBatch {
        files = List.copyOf(files);
    }

    /** Those of them that come after the first {@code count}. */
    public SmallBatch after(int count) {
        return new SmallBatch(files.subList(count, files.size()));
    }

    /** Index of the first of them. */
    public int firstEntry() {
        return files.getFirst().entry().index();
    }

    /** How many entries the range has, those that are no files included. */
    public int entryCount() {
        return files.getLast().entry().index() - firstEntry() + 1;
    }

    /** What the answer costs: each file has a head, and work of its own even if it is empty. */
    public long bytes() {
        long bytes = (long) files.size() * HEAD_BYTES;
        for (PlannedFile file : files) {
            bytes += file.entry().length();
        }
        return bytes;
    }
}
