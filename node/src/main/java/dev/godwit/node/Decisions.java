package dev.godwit.node;

import dev.godwit.content.receive.ConflictRule;
import dev.godwit.transfer.event.TransferEvent;
import java.time.Duration;

/** Questions that only the person or the options can answer. Called on the thread that receives; may block. */
public interface Decisions {

    /** Whether to accept what is offered. */
    boolean accept(Offer offer);

    /** What to do about something else that has the place of this entry already. */
    ConflictRule conflict(String path);

    /**
     * What a sender offers.
     *
     * @param name the first entry's name, unescaped
     * @param entries number of entries
     * @param bytes length together, or -1 when not known
     * @param bytesHere how many of them are here already
     * @param complete whether that is all, or the sender still looks
     */
    record Offer(String name, long entries, long bytes, long bytesHere, boolean complete) {}

    /** Whether the sender's user sees these words as well. */
    boolean sameWords(TransferEvent.Comparing comparing);

    /** How long to wait for the sender to know how much it offers before {@link #accept} is asked. */
    Duration scanWait();
}
