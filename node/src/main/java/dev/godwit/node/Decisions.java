package dev.godwit.node;

import dev.godwit.content.receive.ConflictRule;

/** Questions that only the person or the options can answer. Called on the thread that receives; may block. */
public interface Decisions {

    /** Whether to accept what is offered. */
    boolean accept(Offer offer);

    /** What to do about a different file that has this name already. */
    ConflictRule conflict(String name);

    /**
     * What a sender offers.
     *
     * @param name the first entry's name, unescaped
     * @param entries number of entries
     * @param bytes length together, or -1 when not known
     * @param bytesHere how many of them are here already
     */
    record Offer(String name, long entries, long bytes, long bytesHere) {}
}
