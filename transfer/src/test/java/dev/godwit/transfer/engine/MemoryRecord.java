package dev.godwit.transfer.engine;

import dev.godwit.transfer.receive.TransferRecord;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a receiver's home would remember between two runs. */
final class MemoryRecord implements TransferRecord {
    private final Path journal;
    private @Nullable Partial partial;

    MemoryRecord(Path journal) {
        this.journal = journal;
    }

    @Override
    public Optional<Partial> partial() {
        return Optional.ofNullable(partial);
    }

    @Override
    public void partial(Partial made) {
        partial = made;
    }

    @Override
    public Path journal() {
        return journal;
    }

    @Override
    public void forget() {
        partial = null;
    }
}
