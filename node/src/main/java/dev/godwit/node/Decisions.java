package dev.godwit.node;

import dev.godwit.content.receive.ConflictRule;
import dev.godwit.transfer.event.TransferEvent;
import java.time.Duration;
import java.util.Optional;

/** Questions that only the person or the options can answer. Called on the thread that receives; may block. */
public interface Decisions {

    /** Whether to accept what is offered. */
    boolean accept(TransferEvent.Manifest offer);

    /** What to do about something else that has the place of this entry already; empty to stop the transfer. */
    Optional<ConflictRule> conflict(String path);

    /** Whether the sender's user sees these words as well. */
    boolean sameWords(TransferEvent.Comparing comparing);

    /** How long to wait for the sender to know how much it offers before {@link #accept} is asked. */
    Duration scanWait();
}
