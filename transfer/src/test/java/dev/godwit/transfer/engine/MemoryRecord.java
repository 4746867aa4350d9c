package dev.godwit.transfer.engine;

import dev.godwit.transfer.receive.destination.TransferRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a receiver's home would remember between two runs. */
final class MemoryRecord implements TransferRecord {
    private final Path directory;
    private final Map<Long, Partial> partials = new ConcurrentHashMap<>();

    MemoryRecord(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<Partial> partials() {
        return List.copyOf(partials.values());
    }

    @Override
    public Path entryJournal() {
        return directory.resolve("entries");
    }

    @Override
    public FileRecord file(long identity) {
        return new FileRecord() {
            @Override
            public Optional<Partial> partial() {
                return Optional.ofNullable(partials.get(identity));
            }

            @Override
            public void partial(Partial made) {
                partials.put(identity, made);
            }

            @Override
            public Path journal() {
                return directory.resolve(Long.toHexString(identity));
            }

            @Override
            public void forget() throws IOException {
                partials.remove(identity);
                Files.deleteIfExists(journal());
            }
        };
    }

    @Override
    public void forget() throws IOException {
        partials.clear();
        Files.deleteIfExists(entryJournal());
    }
}
