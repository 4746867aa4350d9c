package dev.godwit.transfer.receive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The durable side of a download: what a later run of the same command needs to go on. For one thread at a time. */
public interface TransferRecord {

    /**
     * A partial file that an earlier run made.
     *
     * @param name its name in the receive root
     * @param fileKey what tells it from another file of that name
     */
    record Partial(String name, String fileKey) {}

    /** The partial file of an earlier run, if there was one. */
    Optional<Partial> partial();

    /** Remembers, before it returns, that this is the partial file now. */
    void partial(Partial partial) throws IOException;

    /** Where the journal of the partial file is kept. */
    Path journal();

    /** Nothing is left to go on with. */
    void forget() throws IOException;
}
