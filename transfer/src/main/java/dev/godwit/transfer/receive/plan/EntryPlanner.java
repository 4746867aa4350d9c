package dev.godwit.transfer.receive.plan;

import dev.godwit.content.manifest.Entry;
import java.io.IOException;
import java.util.List;

/** Decides about each entry of the manifest, in its order, what is to be done. For one thread, but for the checks. */
public interface EntryPlanner {

    /** Whether so much might not fit where it would go, so that {@link #checkRoom} is worth looking ahead for. */
    default boolean mayLackRoom(long offeredBytes) throws IOException {
        return false;
    }

    /** Refuses entries, before the first is planned, that can not fit where they would go, all of them wanted. */
    default void checkRoom(List<Entry> ahead) throws IOException {
        // There is always room.
    }

    /** The next entry. */
    void plan(Entry entry, List<String> path, Need need) throws IOException;

    /** Whether something is to be done about an entry. */
    enum Need {
        /** It is wanted. */
        WANTED,
        /** It is not. */
        UNWANTED,
        /** An earlier session has settled it. */
        SETTLED
    }

    /** The next entry may take a while to come: what was decided can begin. */
    void flush() throws IOException;

    /** That was the last entry. */
    void end() throws IOException;

    /** Compares with what is here already, on a thread of its own, until the end. */
    default void runChecks() throws IOException {
        // Nothing is here already.
    }

    /** Reads back what an earlier run has begun, on a thread of its own, until the end. */
    default void runReadBack() throws IOException {
        // No earlier run has begun anything.
    }

    /** The session has failed: {@link #runChecks} and {@link #runReadBack} end. Safe on any thread. */
    default void stop() {
        // Nothing waits.
    }
}
