package dev.godwit.transfer.receive.destination;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The durable side of a download: what a later run of the same command needs to go on. Safe on every thread. */
public interface TransferRecord {

    /**
     * A partial file that an earlier run made.
     *
     * @param folder the names that lead to its folder
     * @param name its name in its folder
     * @param fileKey what tells it from another file of that name
     */
    record Partial(List<String> folder, String name, String fileKey) {
        public Partial {
            folder = List.copyOf(folder);
        }
    }

    /** What is kept about one large file while it is fetched. For one thread at a time. */
    interface FileRecord {

        /** The partial file of an earlier run, if there was one. */
        Optional<Partial> partial();

        /** Remembers, before it returns, that this is the partial file now. */
        void partial(Partial partial) throws IOException;

        /** Where the journal of the partial file is kept. */
        Path journal();

        /** Nothing is left to go on with. */
        void forget() throws IOException;
    }

    /** Where the journal of the entries is kept. */
    Path entryJournal();

    /** The record of one large file; {@code identity} tells this version of it from all others. */
    FileRecord file(long identity);

    /** All partial files that earlier runs made and none has finished. */
    List<Partial> partials() throws IOException;

    /** Nothing is left to go on with. */
    void forget() throws IOException;
}
